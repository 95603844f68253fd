package io.github.gru4j.datasets.series;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which columns are read.
 *
 * @param features what a network sees
 * @param targets what it forecasts
 * @param time whether there is a column with the time
 */
record SeriesColumns(List<String> features, List<String> targets, boolean time) {

    /** Of the values of a row: features, then targets that are none. */
    List<String> values() {
        return Stream.concat(features.stream(), targets.stream()).distinct().toList();
    }

    /** Where among the values each target is. */
    int[] targetPlaces() {
        var values = values();
        return targets.stream().mapToInt(values::indexOf).toArray();
    }

    /** Numbers to a row: the values, and the time as the last. */
    int width() {
        return values().size() + (time ? 1 : 0);
    }
}
