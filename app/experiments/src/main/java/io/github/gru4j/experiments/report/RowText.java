package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A summary row in words and figures, the same on the command line and in the report.
 *
 * @param task name of the task
 * @param cell name of the cell, as on the command line
 * @param match what the cells had in common
 * @param hidden width of the recurrent layers
 * @param params number of trained parameters, thousands separated by commas
 * @param memory of the parameters and of the optimiser's state; "n/a" if the records do not know
 * @param metric name of the metric
 * @param mean of the test metric over seeds
 * @param median of it
 * @param interval 95% interval of the mean; "one seed" or "none" where there is none
 * @param note why there is no mean or no interval, or how many runs diverged; empty if there is nothing
 * @param values test metric of every seed, each with its seed
 * @param difference first cell minus this one; empty for the first
 * @param differenceInterval its interval, with the level unless that is 95%; empty if there is none
 * @param firstBetter probability that a run of the first cell is better than one of this; empty for the first
 * @param differenceShown whether one of the two did better
 * @param secondsPerEpoch median over seeds and, with more than one, their range
 * @param implementation whose seconds they are
 * @param baseline what the naive baseline reaches
 * @param baselineName which one
 */
public record RowText(
        String task,
        String cell,
        Match match,
        String hidden,
        String params,
        String memory,
        String metric,
        String mean,
        String median,
        String interval,
        String note,
        List<String> values,
        String difference,
        String differenceInterval,
        String firstBetter,
        boolean differenceShown,
        String secondsPerEpoch,
        String implementation,
        String baseline,
        String baselineName) {

    /** The words and figures of {@code row}. */
    public static RowText of(SummaryRow row) {
        var pair = row.againstFirst();
        return new RowText(
                row.task(),
                row.cell(),
                row.match(),
                String.valueOf(row.hidden()),
                String.format(Locale.ROOT, "%,d", row.params()),
                row.modelBytes() == 0 ? "n/a" : Numbers.bytes(row.modelBytes()),
                row.metric(),
                Numbers.text(row.mean(), row.mean()),
                Numbers.text(row.median(), row.median()),
                interval(row),
                row.values().size() < 2 ? "" : row.note(),
                IntStream.range(0, row.values().size())
                        .mapToObj(i -> row.seeds().get(i) + ": "
                                + Numbers.text(row.values().get(i), row.median()))
                        .toList(),
                pair == null ? "" : PairText.mean(pair),
                pair == null ? "" : PairText.intervalWithLevel(pair),
                pair == null ? "" : PairText.probability(pair),
                pair != null && PairText.of(pair).shown(),
                seconds(row),
                row.implementation(),
                Numbers.text(row.baseline(), row.baseline()),
                row.baselineName());
    }

    private static String interval(SummaryRow row) {
        if (row.values().size() < 2) {
            return "one seed";
        }
        return Double.isFinite(row.ci95().get(0)) ? range(row.ci95(), row.mean()) : "none";
    }

    private static String seconds(SummaryRow row) {
        double median = row.secondsPerEpoch();
        return row.seeds().size() < 2
                ? Numbers.text(median, median)
                : "%s (%s)".formatted(Numbers.text(median, median), range(row.secondsRange(), median));
    }

    private static String range(List<Double> ends, double reference) {
        return ends.stream().map(end -> Numbers.text(end, reference)).collect(Collectors.joining(" to "));
    }
}
