package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The run of a cell that would be kept: the one with the lowest validation loss. The test split has no say in it. */
final class BestRuns {

    private BestRuns() {}

    /** Empty if none of the runs finished an epoch, or none knows what it answered on the test split. */
    static Optional<RunRecord> of(List<RunRecord> runs) {
        return runs.stream()
                .filter(run -> run.testDetail() != null)
                .filter(run -> Double.isFinite(validationLoss(run)))
                .min(Comparator.comparingDouble(BestRuns::validationLoss));
    }

    /** The epoch whose weights were kept; empty if there is none. */
    static Optional<EpochRecord> epoch(RunRecord run) {
        return run.curve().stream()
                .filter(epoch -> epoch.epoch() == run.bestEpoch())
                .findFirst();
    }

    /** Of the epoch whose weights were kept; NaN if there is none. */
    static double validationLoss(RunRecord run) {
        return epoch(run).map(EpochRecord::validationLoss).orElse(Double.NaN);
    }
}
