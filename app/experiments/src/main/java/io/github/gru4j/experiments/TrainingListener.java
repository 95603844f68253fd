package io.github.gru4j.experiments;

import java.util.List;

/** Is told how the training of one network goes on; called by the training's thread. */
public interface TrainingListener {

    /**
     * The training goes on from a checkpoint.
     *
     * @param before epochs that have been trained
     * @param batches of the next one that have been trained on
     */
    default void resumed(List<EpochRecord> before, long batches) {}

    /**
     * A minibatch has been trained on.
     *
     * @param batch minibatches since the start
     * @param ofAll of all the epochs allowed
     */
    default void batchFinished(long batch, long ofAll) {}

    /** An epoch has been trained and validated. */
    default void epochFinished(EpochRecord epoch) {}

    /** What there is can be gone on from. */
    default void checkpointWritten() {}
}
