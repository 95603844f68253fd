package io.github.gru4j.layer;

/** The seed of a random test: new in every run, printed, and repeated with {@code -Dgru4j.test.seed=N}. */
public final class TestSeed {

    private TestSeed() {}

    public static long of(Class<?> test) {
        long seed = Long.getLong("gru4j.test.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dgru4j.test.seed=" + seed);
        return seed;
    }
}
