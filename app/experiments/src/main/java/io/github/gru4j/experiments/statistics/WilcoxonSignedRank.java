package io.github.gru4j.experiments.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided. Differences of zero are left out, as Wilcoxon did; equal ones
 * share a rank. The p-value is exact for any number of pairs, with ties as without: it goes over all signs that the ranks at hand
 * could have.
 *
 * @param pairs number of differences that are not zero
 * @param plus sum of the ranks of positive differences
 * @param minus sum of the ranks of negative differences
 * @param pValue 1 if there is no difference
 */
public record WilcoxonSignedRank(int pairs, double plus, double minus, double pValue) {

    /**
     * Tests differences.
     *
     * @param differences may be infinite, where one of a pair has diverged
     * @throws IllegalArgumentException if one is NaN
     */
    public static WilcoxonSignedRank of(double... differences) {
        if (Arrays.stream(differences).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("Expected numbers, found " + Arrays.toString(differences) + ".");
        }
        double[] kept = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double[] ranks = Ranks.of(Arrays.stream(kept).map(Math::abs).toArray());
        double plus = 0;
        double minus = 0;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] > 0) {
                plus += ranks[i];
            } else {
                minus += ranks[i];
            }
        }
        return new WilcoxonSignedRank(kept.length, plus, minus, pValue(ranks, Math.min(plus, minus)));
    }

    /** Twice the probability of a rank sum of {@code least} or less, every sign being equally likely. */
    private static double pValue(double[] ranks, double least) {
        // Shared ranks are whole or half, so twice a rank is an index.
        double[] probability = new double[(int) (2 * Arrays.stream(ranks).sum()) + 1];
        probability[0] = 1;
        for (double rank : ranks) {
            int step = (int) (2 * rank);
            for (int sum = probability.length - 1; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= step ? probability[sum - step] : 0)) / 2;
            }
        }
        return Math.min(
                1, 2 * Arrays.stream(probability, 0, (int) (2 * least) + 1).sum());
    }
}
