package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Statistics;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.Optional;

/**
 * What a cell costs, in words and figures.
 *
 * @param row its width, parameters, memory and seconds per epoch
 * @param sequencesPerSecond training sequences, median over seeds
 * @param secondsToBest seconds of training until the epoch whose weights were kept, median over seeds
 */
record CostText(RowText row, String sequencesPerSecond, String secondsToBest) {

    static CostText of(SummaryRow row, List<RunRecord> runs) {
        return new CostText(
                RowText.of(row), Numbers.brief(sequencesPerSecond(runs)), Numbers.brief(secondsToBest(runs)));
    }

    /** Median over the runs; NaN if one of them did not finish an epoch. */
    static double sequencesPerSecond(List<RunRecord> runs) {
        return Statistics.median(runs.stream().map(CostText::sequencesPerSecond).toList());
    }

    /** Median over the runs that finished an epoch. */
    static double secondsToBest(List<RunRecord> runs) {
        return Statistics.median(runs.stream()
                .map(BestRuns::epoch)
                .flatMap(Optional::stream)
                .map(EpochRecord::seconds)
                .toList());
    }

    private static double sequencesPerSecond(RunRecord run) {
        if (run.curve().isEmpty()) {
            return Double.NaN;
        }
        EpochRecord last = run.curve().get(run.curve().size() - 1);
        return (double) last.examples() / last.epoch() / run.secondsPerEpoch();
    }
}
