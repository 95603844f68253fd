package io.github.gru4j.experiments;

/** Hears how an experiment goes on; called from the threads that train, so implementations must be thread-safe. */
public interface ExperimentListener {

    /** A network is about to be trained for at most {@code maxEpochs} epochs. */
    default void runStarted(String task, String cell, long seed, int maxEpochs) {}

    /** An epoch has been trained and validated. */
    default void epochFinished(String task, String cell, long seed, EpochRecord epoch) {}

    /** A network has been trained, tested and recorded. */
    default void runFinished(RunRecord run) {}

    /** The results hold this run already; it is not trained again. */
    default void runReused(RunRecord run) {}
}
