package io.github.gru4j.experiments.statistics;

import java.util.Arrays;

/** Ranks from 1 for the least value on; equal values share the mean of their ranks. */
final class Ranks {

    private Ranks() {}

    static double[] of(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            long less = Arrays.stream(values).filter(other -> other < value).count();
            long equal = Arrays.stream(values).filter(other -> other == value).count();
            ranks[i] = less + (equal + 1) / 2.0;
        }
        return ranks;
    }

    /** Sum of t³ - t over the groups of t equal ranks, by which ties lower the variance of rank statistics. */
    static double ties(double[] ranks) {
        // Every member of a group of t adds t² - 1.
        double sum = 0;
        for (double rank : ranks) {
            double equal = Arrays.stream(ranks).filter(other -> other == rank).count();
            sum += equal * equal - 1;
        }
        return sum;
    }
}
