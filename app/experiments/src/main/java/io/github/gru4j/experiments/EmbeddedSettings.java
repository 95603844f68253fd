package io.github.gru4j.experiments;

import java.util.Map;

/**
 * What the embedded tasks are trained with; found by trial, with the LSTM and the GRU alike, on the validation split.
 *
 * <p>Text: tokens of names. Series: one number a step. Digits: 28 rows of 28 pixels.
 */
public enum EmbeddedSettings {
    /** What {@code compare} does: about four minutes for three tasks, two cells and three seeds on two cores. */
    FULL(Map.of(
            "text", new RunSettings(64, 24, 64, 4e-3, 1, 12, 3, 12_000),
            "series", new RunSettings(32, 0, 64, 5e-3, 1, 15, 4, 4_000),
            "digits", new RunSettings(64, 0, 32, 3e-3, 1, 12, 3, 4_000))),

    /** What {@code compare --quick} does: smaller networks, less data, fewer epochs. */
    QUICK(Map.of(
            "text", new RunSettings(32, 16, 64, 8e-3, 1, 4, 2, 5_000),
            "series", new RunSettings(16, 0, 64, 1e-2, 1, 4, 2, 1_500),
            "digits", new RunSettings(32, 0, 32, 6e-3, 1, 4, 2, 1_200)));

    private final Map<String, RunSettings> byTask;

    EmbeddedSettings(Map<String, RunSettings> byTask) {
        this.byTask = byTask;
    }

    /** The settings of every embedded task, by its name. */
    public Map<String, RunSettings> byTask() {
        return byTask;
    }
}
