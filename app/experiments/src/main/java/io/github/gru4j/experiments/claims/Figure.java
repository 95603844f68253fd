package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What values of several seeds are made one number by; a value that is no number makes all of them none. */
enum Figure {
    MEAN(Statistics::mean),
    MEDIAN(Figure::median),
    MIN(values -> values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN)),
    MAX(values -> values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));

    private final ToDoubleFunction<List<Double>> function;

    Figure(ToDoubleFunction<List<Double>> function) {
        this.function = function;
    }

    static Optional<Figure> of(String id) {
        return Arrays.stream(values()).filter(figure -> figure.id().equals(id)).findFirst();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    double of(List<Double> values) {
        return values.stream().anyMatch(value -> value.isNaN()) ? Double.NaN : function.applyAsDouble(values);
    }

    /** Infinite values are in order. */
    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
