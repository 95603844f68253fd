package io.github.gru4j.experiments.report;

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
 * @param params number of trained parameters, thousands separated by commas
 * @param metric name of the metric
 * @param mean of the test metric over seeds
 * @param interval 95% interval of the mean; "one seed" where there is none
 * @param values test metric of every seed, each with its seed
 * @param secondsPerEpoch median over seeds and, with more than one, their range
 * @param implementation whose seconds they are
 * @param baseline what the naive baseline reaches
 * @param baselineName which one
 */
public record RowText(
        String task,
        String cell,
        String params,
        String metric,
        String mean,
        String interval,
        List<String> values,
        String secondsPerEpoch,
        String implementation,
        String baseline,
        String baselineName) {

    /** The words and figures of {@code row}. */
    public static RowText of(SummaryRow row) {
        return new RowText(
                row.task(),
                row.cell(),
                String.format(Locale.ROOT, "%,d", row.params()),
                row.metric(),
                Numbers.text(row.mean(), row.mean()),
                row.values().size() < 2 ? "one seed" : range(row.ci95(), row.mean()),
                IntStream.range(0, row.values().size())
                        .mapToObj(i -> row.seeds().get(i) + ": "
                                + Numbers.text(row.values().get(i), row.mean()))
                        .toList(),
                seconds(row),
                row.implementation(),
                Numbers.text(row.baseline(), row.baseline()),
                row.baselineName());
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
