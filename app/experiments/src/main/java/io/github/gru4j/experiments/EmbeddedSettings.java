package io.github.gru4j.experiments;

import java.util.Map;

/**
 * What the embedded tasks are trained with, by the name of the task; found by trial, with the LSTM and the GRU alike,
 * on the validation split.
 */
public final class EmbeddedSettings {

    /** What {@code compare} does: about four minutes for three tasks, two cells and three seeds on two cores. */
    public static final Map<String, RunSettings> FULL = Map.of(
            "text", new RunSettings(64, 24, 64, 6e-3, 1, 8, 3, 0),
            "series", new RunSettings(32, 0, 64, 5e-3, 1, 15, 4, 0),
            "digits", new RunSettings(64, 0, 48, 4e-3, 1, 8, 3, 0));

    /** What {@code compare --quick} does: smaller networks, less data, fewer epochs. */
    public static final Map<String, RunSettings> QUICK = Map.of(
            "text", new RunSettings(32, 16, 48, 1.2e-2, 1, 3, 2, 2_500),
            "series", new RunSettings(16, 0, 32, 1e-2, 1, 4, 2, 1_000),
            "digits", new RunSettings(32, 0, 32, 1e-2, 1, 3, 2, 1_000));

    private EmbeddedSettings() {}

    /** Whether these are the {@link #QUICK} settings of the task, whatever their width: that may be another one to match. */
    public static boolean isQuick(String task, RunSettings settings) {
        RunSettings quick = QUICK.get(task);
        return quick != null
                && settings.toBuilder().hidden(quick.hidden()).build().equals(quick);
    }
}
