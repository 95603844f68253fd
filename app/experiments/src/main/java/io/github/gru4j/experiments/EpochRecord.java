package io.github.gru4j.experiments;

/**
 * One point of a learning curve.
 *
 * @param epoch from 1
 * @param examples training sequences seen since the start
 * @param seconds training time since the start, without evaluation, by the clock of the run
 * @param trainLoss mean loss over the epoch's minibatches
 * @param validationLoss loss on the validation split after the epoch
 * @param validationMetric the task's metric on the validation split after the epoch
 * @param testMetric the task's metric on the test split after the epoch, where its validation loss was the lowest so far;
 *     else NaN. Nothing is chosen by it: it tells what a training that had ended here would have reached
 */
public record EpochRecord(
        int epoch,
        long examples,
        double seconds,
        double trainLoss,
        double validationLoss,
        double validationMetric,
        double testMetric) {}
