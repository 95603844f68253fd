package io.github.gru4j.experiments.statistics;

import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Interval of the probability that a run of one cell is better than a run of another: method 5 of Newcombe, "Confidence
 * intervals for an effect size measure based on the Mann-Whitney statistic. Part 2", Statistics in Medicine 25:559 (2006).
 *
 * <p>It is the set of all p that are within 1.96 standard errors of the estimate, with the standard error that p itself would
 * have (equation of Hanley and McNeil 1982). It does not shrink to a point when every run of one cell beats every run of the
 * other, as a bootstrap does.
 *
 * <p>For the mean of several tasks, the variances at the mean are added up. Where tasks differ that is too much, as the
 * variance is concave: the interval errs on the wide side.
 */
final class NewcombeInterval {

    private static final double Z = -NormalDistribution.of(0, 1).inverseCumulativeProbability(0.025);

    private NewcombeInterval() {}

    /**
     * @param estimate mean over tasks of the share of pairs of runs that the first cell wins
     * @param runs number of runs of each cell, task by task
     */
    static Interval of(double estimate, int[] runs) {
        DoublePredicate plausible = p -> Math.abs(estimate - p) <= Z * Math.sqrt(variance(p, runs));
        return new Interval(end(plausible, estimate, 0), end(plausible, estimate, 1));
    }

    private static double variance(double p, int[] runs) {
        double sum = 0;
        for (int n : runs) {
            sum += p * (1 - p) * (1 + (n - 1) * ((1 - p) / (2 - p) + p / (1 + p))) / ((double) n * n);
        }
        return sum / ((double) runs.length * runs.length);
    }

    /** The last plausible value on the way from the estimate to {@code limit}, by bisection down to neighbouring doubles. */
    private static double end(DoublePredicate plausible, double estimate, double limit) {
        double inside = estimate;
        double outside = limit;
        for (double middle = (inside + outside) / 2;
                middle != inside && middle != outside;
                middle = (inside + outside) / 2) {
            if (plausible.test(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }
}
