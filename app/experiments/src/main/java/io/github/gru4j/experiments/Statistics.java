package io.github.gru4j.experiments;

import java.util.List;
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

    /** NaN if there are no values. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
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
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double t = TDistribution.of(n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
        double half = t * Math.sqrt(squares / (n - 1) / n);
        return List.of(mean - half, mean + half);
    }
}
