package io.github.gru4j.experiments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tuning chose for a cell.
 *
 * @param task name of the task
 * @param cell name of the cell
 * @param run id of the trial with the lowest validation loss
 * @param values that were drawn for it, by the names of the settings
 */
public record ChosenSettings(String task, String cell, String run, Map<String, String> values) {

    public ChosenSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
