package io.github.gru4j.datasets.series;

import java.util.List;

/**
 * What a forecaster sees and what it should say.
 *
 * @param start time of the first value
 * @param values consecutive values, one for each time unit
 * @param target the value some time units after the last
 */
record Window(int start, List<Double> values, double target) {

    double last() {
        return values.get(values.size() - 1);
    }
}
