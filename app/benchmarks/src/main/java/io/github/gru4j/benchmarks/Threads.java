package io.github.gru4j.benchmarks;

/** How many threads a contestant may use. */
final class Threads {

    private Threads() {}

    /** All processors, unless {@code OMP_NUM_THREADS}, which the others obey by themselves, says otherwise. */
    static int count() {
        var limit = System.getenv("OMP_NUM_THREADS");
        return limit != null && limit.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(limit)
                : Runtime.getRuntime().availableProcessors();
    }
}
