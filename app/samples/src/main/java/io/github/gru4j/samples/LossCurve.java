package io.github.gru4j.samples;

import java.util.Arrays;
import java.util.List;

/**
 * A loss over epochs, the first before training; it may cease to be a number.
 *
 * @param name in the legend
 */
record LossCurve(String name, List<Double> losses) {

    static LossCurve of(String name, double... losses) {
        return new LossCurve(name, Arrays.stream(losses).boxed().toList());
    }
}
