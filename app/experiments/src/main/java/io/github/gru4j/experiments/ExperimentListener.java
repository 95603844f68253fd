package io.github.gru4j.experiments;

import java.util.Map;

/** Hears how an experiment goes on; called from the threads that train, so implementations must be thread-safe. */
public interface ExperimentListener {

    /**
     * It is known how many runs there are to be, those included that are there already and those that only tune.
     *
     * @param runs by the name of the task
     */
    default void runsPlanned(Map<String, Integer> runs) {}

    /** A network is about to be trained for at most {@code maxEpochs} epochs. */
    default void runStarted(String task, String cell, long seed, int maxEpochs) {}

    /** An epoch has been trained and validated. */
    default void epochFinished(String task, String cell, long seed, EpochRecord epoch) {}

    /** A network has been trained, tested and recorded. */
    default void runFinished(RunRecord run) {}

    /** The results hold this run already; it is not trained again. */
    default void runReused(RunRecord run) {}
}
