package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.SummaryRow;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The charts of one task. */
final class TaskFigures {

    private TaskFigures() {}

    /** The test metric of every seed in one match. */
    static Figure strip(String id, String title, List<String> cells, List<SummaryRow> rows, TestMetrics.View view) {
        String metric = rows.get(0).metric();
        String baseline = "naive baseline: %s, %s"
                .formatted(rows.get(0).baselineName(), RowText.of(rows.get(0)).baseline());
        List<String> notes = new ArrayList<>();
        if (!view.holds(rows.get(0).baseline())) {
            notes.add("Too far %s to be drawn, the %s."
                    .formatted(rows.get(0).baseline() < view.low() ? "left" : "right", baseline));
        }
        String lost = rows.stream()
                .map(TaskFigures::withoutMetric)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        if (!lost.isEmpty()) {
            notes.add("Not drawn, as there is no number: " + lost + ".");
        }
        String results = rows.stream()
                .map(row ->
                        CellLabels.of(row.cell()) + " mean " + RowText.of(row).mean() + ", interval "
                                + RowText.of(row).interval() + ", seeds "
                                + String.join(", ", RowText.of(row).values()))
                .collect(Collectors.joining("; "));
        return new Figure(
                title,
                String.join(" ", notes),
                "Dot plot of test %s. %s; %s.".formatted(metric, results, baseline),
                InlineSvg.of(TestMetrics.of(rows, cells, metric, view), id));
    }

    private static String withoutMetric(SummaryRow row) {
        List<Long> seeds = IntStream.range(0, row.seeds().size())
                .filter(i -> !Double.isFinite(row.values().get(i)))
                .mapToObj(i -> row.seeds().get(i))
                .toList();
        return seeds.isEmpty()
                ? ""
                : CellLabels.of(row.cell()) + (seeds.size() == 1 ? " seed " : " seeds ") + Words.list(seeds);
    }

    /** The same curves by epoch, by training sequence and by second. */
    static List<Figure> curves(String id, String metric, List<List<RunRecord>> runsByCell) {
        String ends = runsByCell.stream()
                .map(TaskFigures::ends)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return List.of(
                curve(id + "-epochs", metric, "epoch", ends, LearningCurves.byEpoch(runsByCell)),
                curve(id + "-examples", metric, "training sequence", ends, LearningCurves.byExamples(runsByCell)),
                curve(id + "-seconds", metric, "second of training", ends, LearningCurves.bySeconds(runsByCell)));
    }

    private static Figure curve(String id, String metric, String by, String ends, XYChart chart) {
        return new Figure(
                "By " + by,
                "",
                "Line chart of validation %s by %s. Where the runs ended: %s.".formatted(metric, by, ends),
                InlineSvg.of(chart, id));
    }

    /** Where the runs of a cell ended, a phrase; null if none finished an epoch. */
    private static String ends(List<RunRecord> runs) {
        List<EpochRecord> last = runs.stream()
                .filter(run -> !run.curve().isEmpty())
                .map(run -> run.curve().get(run.curve().size() - 1))
                .toList();
        if (last.isEmpty()) {
            return null;
        }
        return "%s (%s): epoch %s, %s seconds, %s"
                .formatted(
                        CellLabels.of(runs.get(0).cell()),
                        Words.list(ReportPage.distinct(runs, RunRecord::implementation)),
                        range(last.stream().mapToDouble(EpochRecord::epoch).summaryStatistics()),
                        range(last.stream().mapToDouble(EpochRecord::seconds).summaryStatistics()),
                        range(last.stream()
                                .mapToDouble(EpochRecord::validationMetric)
                                .summaryStatistics()));
    }

    private static String range(DoubleSummaryStatistics values) {
        String least = Numbers.brief(values.getMin());
        String most = Numbers.brief(values.getMax());
        return least.equals(most) ? least : least + " to " + most;
    }
}
