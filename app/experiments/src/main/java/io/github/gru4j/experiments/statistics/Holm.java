package io.github.gru4j.experiments.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction for several tests: with probability 95%, none of the claims made together is false, whatever the tests
 * have to do with each other. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6:65 (1979).
 */
final class Holm {

    private Holm() {}

    /** Adjusted p-values: a test is rejected if its own is at most 0.05. */
    static double[] adjust(double[] pValues) {
        double[] adjusted = new double[pValues.length];
        double least = 0;
        int left = pValues.length;
        for (int i : order(pValues)) {
            least = Math.max(least, Math.min(1, left * pValues[i]));
            adjusted[i] = least;
            left--;
        }
        return adjusted;
    }

    /**
     * For each test, how many parts the 5% were in when it was decided: that many tests were undecided then. A confidence
     * interval at 1 - 0.05 / parts leaves the hypothesis out exactly if the test is rejected. For what is not rejected that
     * holds too: the procedure stopped at a p-value no greater than theirs.
     */
    static int[] parts(double[] pValues, double alpha) {
        int[] parts = new int[pValues.length];
        int left = pValues.length;
        boolean stopped = false;
        for (int i : order(pValues)) {
            parts[i] = left;
            stopped |= pValues[i] > alpha / left;
            if (!stopped) {
                left--;
            }
        }
        return parts;
    }

    private static int[] order(double[] pValues) {
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
