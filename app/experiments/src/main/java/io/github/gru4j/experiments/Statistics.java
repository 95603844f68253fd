package io.github.gru4j.experiments;

import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.StudentInterval;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/** What is said about a handful of runs. */
public final class Statistics {

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
    public static double median(List<Double> values) {
        return Median.withDefaults().evaluate(array(values));
    }

    /**
     * {@link StudentInterval} of the mean at 95%. The mean twice if there is one value alone, which says nothing about its
     * spread; NaN twice if a value is no number.
     */
    public static List<Double> interval(List<Double> values) {
        double mean = mean(values);
        if (values.size() < 2) {
            return List.of(mean, mean);
        }
        if (!Double.isFinite(mean)) {
            return List.of(Double.NaN, Double.NaN);
        }
        Interval interval = StudentInterval.of(array(values));
        return List.of(interval.low(), interval.high());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
