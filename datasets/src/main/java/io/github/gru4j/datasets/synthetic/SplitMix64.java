package io.github.gru4j.datasets.synthetic;

/**
 * Random numbers that are the same on every machine and in every Java: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable
 * pseudorandom number generators"). Java's own SplittableRandom is this today, but does not promise to stay so.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /** A generator for each list of numbers, however near they are to one another. */
    static SplitMix64 of(long... key) {
        long seed = 0;
        for (long part : key) {
            seed = mix(seed + GOLDEN_GAMMA + part);
        }
        return new SplitMix64(seed);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to below 1; a float holds each of the 2^24 values. */
    float uniform() {
        return (next() >>> 40) * 0x1p-24f;
    }

    /** From 0 to below {@code bound}, which is far below 2^32. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }
}
