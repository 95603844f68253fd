package io.github.gru4j.experiments;

import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * How many minibatches a run took to get as far as a threshold: what tasks are compared by that every cell learns in the end.
 *
 * <pre>{@code
 * OptionalLong steps = StepsTo.of(record, 0.01); // adding-100, GRU: 800
 * }</pre>
 *
 * <p>A run is looked at after every epoch only, so the answer is a multiple of the minibatches of an epoch.
 */
public final class StepsTo {

    private StepsTo() {}

    /**
     * Minibatches until the metric on the validation split was at the threshold or better, the first time.
     *
     * @param threshold in the unit of the metric
     * @return empty if it never was
     */
    public static OptionalLong of(RunRecord run, double threshold) {
        return first(run, EpochRecord::validationMetric, threshold, run.task().higherIsBetter());
    }

    /**
     * Minibatches until the loss on the validation split was at the threshold or lower, the first time.
     *
     * @return empty if it never was
     */
    public static OptionalLong ofLoss(RunRecord run, double threshold) {
        return first(run, EpochRecord::validationLoss, threshold, false);
    }

    private static OptionalLong first(
            RunRecord run, ToDoubleFunction<EpochRecord> measure, double threshold, boolean higherIsBetter) {
        long steps = 0;
        long before = 0;
        for (EpochRecord epoch : run.curve()) {
            // An epoch ends with a smaller batch where its sequences do not come out even.
            steps += -Math.floorDiv(before - epoch.examples(), run.settings().batchSize());
            before = epoch.examples();
            double value = measure.applyAsDouble(epoch);
            // Not by the difference: a value that is no number has reached nothing.
            if (higherIsBetter ? value >= threshold : value <= threshold) {
                return OptionalLong.of(steps);
            }
        }
        return OptionalLong.empty();
    }
}
