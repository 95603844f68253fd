package io.github.gru4j.benchmarks;

import java.util.List;

/** Medians. */
final class Medians {

    private Medians() {}

    static double of(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
