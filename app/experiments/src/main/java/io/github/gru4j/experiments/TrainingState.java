package io.github.gru4j.experiments;

import java.util.List;

/**
 * What a training has reached between two minibatches, but for arrays: with the parameters, the updater's state and the weights of
 * the best epoch it goes on as if it had never stopped, bit for bit. The order of the data is not in it, which follows from seed and
 * epoch.
 *
 * @param epoch that the next minibatch is of, from 1
 * @param batches of that epoch that have been trained on
 * @param lossOfEpoch sum over these
 * @param nanosOfEpoch training time of these
 * @param step minibatches since the start
 * @param iterations as the network counts them, which its schedules go by
 * @param examples training sequences seen since the start
 * @param seconds training time of whole epochs
 * @param wallSeconds time passed since the start, without that between the parts
 * @param masked whether a batch hid steps
 * @param explosionLimit above which a loss has diverged; NaN before the first
 * @param curve of the epochs before
 * @param epochSeconds training time of each
 * @param testLoss with the weights of the best epoch
 * @param testMetric with the same weights
 * @param testDetail with the same weights; null where there is nothing to show
 * @param rngRoot one half of the state of ND4J's random numbers, which dropout draws from
 * @param rngNode the other half
 * @param started when, in ISO 8601, UTC
 */
record TrainingState(
        int epoch,
        long batches,
        double lossOfEpoch,
        long nanosOfEpoch,
        long step,
        int iterations,
        long examples,
        double seconds,
        double wallSeconds,
        boolean masked,
        double explosionLimit,
        List<EpochRecord> curve,
        List<Double> epochSeconds,
        double testLoss,
        double testMetric,
        TestDetail testDetail,
        long rngRoot,
        long rngNode,
        String started) {

    TrainingState {
        curve = List.copyOf(curve);
        epochSeconds = List.copyOf(epochSeconds);
    }
}
