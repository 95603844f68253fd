package io.github.gru4j.experiments;

import java.util.List;

/**
 * One task and cell over all seeds, in one match.
 *
 * @param task name of the task
 * @param cell name of the cell
 * @param match what the cell had in common with the others
 * @param hidden width of its recurrent layers
 * @param params number of trained parameters
 * @param modelBytes of the parameters and of the optimiser's state; 0 in records that do not know
 * @param metric name of the metric
 * @param higherIsBetter direction of the metric
 * @param unit unit of the metric; empty if it has none
 * @param mean of the test metric over seeds; NaN if a run gave no number
 * @param median over seeds, a run that gave no number being worse than any
 * @param ci95 Student's t interval of the mean, two numbers; NaN twice where there is none
 * @param note why there is no mean or no interval; empty if both are there
 * @param values test metric by seed, in the order of {@code seeds}; NaN for a run that has none
 * @param seeds in ascending order
 * @param diverged how many runs have no test metric
 * @param againstFirst the first cell of the comparison against this one; null for the first itself and where no seed is in both
 * @param secondsPerEpoch median training time of an epoch over seeds
 * @param secondsRange least and most seconds per epoch of a seed
 * @param clock what the seconds are, see {@link RunRecord}
 * @param implementation whose seconds they are, see {@link RunRecord}; "a and b" if the runs are not all of the same
 * @param quick whether the settings were {@link EmbeddedSettings#QUICK}
 * @param cutOff whether every run ended at the last epoch allowed, still improving for all that is known
 * @param caveats what to know before the row is believed, sentences; most rows have none
 * @param baseline what the naive baseline reaches
 * @param baselineName which one
 */
public record SummaryRow(
        String task,
        String cell,
        Match match,
        int hidden,
        long params,
        long modelBytes,
        String metric,
        boolean higherIsBetter,
        String unit,
        double mean,
        double median,
        List<Double> ci95,
        String note,
        List<Double> values,
        List<Long> seeds,
        int diverged,
        CellPair againstFirst,
        double secondsPerEpoch,
        List<Double> secondsRange,
        String clock,
        String implementation,
        boolean quick,
        boolean cutOff,
        List<String> caveats,
        double baseline,
        String baselineName) {

    /** Whether the mean is better than the naive baseline; a mean that is no number is not. */
    public boolean beatsBaseline() {
        return Statistics.better(mean, baseline, higherIsBetter);
    }
}
