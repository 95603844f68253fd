package io.github.gru4j.experiments.statistics;

import java.util.Arrays;

/** Runs that have no number to show. */
final class Diverged {

    private Diverged() {}

    static boolean is(double value) {
        return !Double.isFinite(value);
    }

    static int count(double[] values) {
        return (int) Arrays.stream(values).filter(Diverged::is).count();
    }

    static String note(int diverged, int runs) {
        return "not available: %d of %d runs gave no number".formatted(diverged, runs);
    }
}
