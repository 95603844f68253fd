package io.github.gru4j.datasets;

import java.util.List;
import java.util.Map;

/** What a network's output means. */
public sealed interface Answer {

    /**
     * A class.
     *
     * @param label the likeliest
     * @param probability its probability
     * @param probabilities of all labels, in the order of the network's outputs
     */
    record Label(String label, double probability, Map<String, Double> probabilities) implements Answer {}

    /**
     * A forecast in the data's units.
     *
     * @param names of the values, one for each: target and how many steps ahead
     * @param values in the order of the network's outputs
     * @param unit of the values; empty if it is unknown
     */
    record Forecast(List<String> names, List<Double> values, String unit) implements Answer {

        public Forecast {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }
    }
}
