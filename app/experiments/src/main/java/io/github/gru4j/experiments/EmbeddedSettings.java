package io.github.gru4j.experiments;

import java.util.Map;

/**
 * What the embedded tasks are trained with, by the name of the task; found by trial, with the LSTM and the GRU alike,
 * on the validation split.
 */
public final class EmbeddedSettings {

    /** What {@code compare} does: about four minutes for three tasks, two cells and three seeds on two cores. */
    public static final Map<String, RunSettings> FULL = Map.of(
            "text", new RunSettings(64, 24, 64, 4e-3, 1, 12, 3, 12_000),
            "series", new RunSettings(32, 0, 64, 5e-3, 1, 15, 4, 4_000),
            "digits", new RunSettings(64, 0, 32, 3e-3, 1, 12, 3, 4_000));

    /** What {@code compare --quick} does: smaller networks, less data, fewer epochs. */
    public static final Map<String, RunSettings> QUICK = Map.of(
            "text", new RunSettings(32, 16, 64, 8e-3, 1, 4, 2, 5_000),
            "series", new RunSettings(16, 0, 64, 1e-2, 1, 4, 2, 1_500),
            "digits", new RunSettings(32, 0, 32, 6e-3, 1, 4, 2, 1_200));

    private EmbeddedSettings() {}
}
