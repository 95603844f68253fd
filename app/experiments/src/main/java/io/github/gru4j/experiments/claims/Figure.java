package io.github.gru4j.experiments.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What values of several seeds are made one number by; a value that is no number makes all of them none. */
@SuppressWarnings("ImmutableEnumChecker") // what is kept are lambdas without a state
enum Figure {
    MEAN(values -> values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN)),
    MEDIAN(Figure::median),
    MIN(values -> values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN)),
    MAX(values -> values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));

    /** One number of many. */
    @FunctionalInterface
    private interface OfValues {
        double of(List<Double> values);
    }

    private final OfValues function;

    Figure(OfValues function) {
        this.function = function;
    }

    static Optional<Figure> of(String id) {
        return Arrays.stream(values()).filter(figure -> figure.id().equals(id)).findFirst();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    double of(List<Double> values) {
        return values.stream().anyMatch(value -> value.isNaN()) ? Double.NaN : function.of(values);
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
