package io.github.gru4j.experiments;

import java.util.List;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/** What is said about a handful of runs. */
public final class Statistics {

    private static final double LEVEL = 0.95;

    private Statistics() {}

    /** NaN if there are no values. */
    public static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Whether {@code value} of a metric is better than {@code other}; never if one of them is NaN. */
    public static boolean better(double value, double other, boolean higherIsBetter) {
        return higherIsBetter ? value > other : value < other;
    }

    /** Least and most; NaN twice if there are no values or one of them is NaN. */
    static List<Double> range(List<Double> values) {
        return List.of(
                values.stream().reduce(Math::min).orElse(Double.NaN),
                values.stream().reduce(Math::max).orElse(Double.NaN));
    }

    /** NaN if there are no values. A NaN among them counts as more than any number. */
    static double median(List<Double> values) {
        return Median.withDefaults().evaluate(array(values));
    }

    /**
     * Student's t interval of the mean at 95%: mean ± t(0.975, n - 1) s / sqrt(n), with the sample standard deviation s.
     * The mean twice if there is one value alone, which says nothing about its spread.
     */
    public static List<Double> interval(List<Double> values) {
        double mean = mean(values);
        int n = values.size();
        if (n < 2) {
            return List.of(mean, mean);
        }
        double t = TDistribution.of(n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
        double half = t * StandardDeviation.of(array(values)).getAsDouble() / Math.sqrt(n);
        return List.of(mean - half, mean + half);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
