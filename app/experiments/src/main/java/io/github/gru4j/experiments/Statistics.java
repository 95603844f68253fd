package io.github.gru4j.experiments;

import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/** What is said about a handful of numbers besides the metric, of which {@code statistics} knows more. */
public final class Statistics {

    private Statistics() {}

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
        return Median.withDefaults()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
