package io.github.gru4j.experiments;

import io.github.gru4j.datasets.synthetic.SyntheticFamily;
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

    /**
     * As the literature trains the tasks of {@link SyntheticFamily}: 100 minibatches an epoch. They stand at the level of
     * chance for hundreds of minibatches and then fall, so there is no patience: a run that has not begun to learn is not to be stopped.
     */
    private static final RunSettings SYNTHETIC = new RunSettings(64, 0, 64, 2e-3, 1, 15, 15, 0);

    private static final RunSettings SYNTHETIC_QUICK = new RunSettings(32, 0, 32, 5e-3, 1, 4, 4, 1_600);

    private EmbeddedSettings() {}

    /**
     * What a task is trained with.
     *
     * @param task a name that {@link EmbeddedDataSource} does not refuse
     * @param quick whether as {@code compare --quick} does
     * @throws IllegalArgumentException if there is no such task
     */
    public static RunSettings of(String task, boolean quick) {
        new EmbeddedDataSource().refusal(task).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        if (SyntheticFamily.of(task).isPresent()) {
            return quick ? SYNTHETIC_QUICK : SYNTHETIC;
        }
        return (quick ? QUICK : FULL).get(task);
    }

    /** Whether these are the settings of {@code compare --quick} for the task. */
    public static boolean isQuick(String task, RunSettings settings) {
        return new EmbeddedDataSource().refusal(task).isEmpty() && settings.equals(of(task, true));
    }
}
