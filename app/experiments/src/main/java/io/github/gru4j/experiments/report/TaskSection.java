package io.github.gru4j.experiments.report;

import static io.github.gru4j.experiments.report.ReportPage.distinct;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.Statistics;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One task of the report.
 *
 * @param id name of the section on the page, an HTML id
 * @param task what was asked; the first run's, as all runs of a task share it
 * @param metric name of the metric
 * @param splits how many sequences there are for what, a sentence
 * @param measure what the metric is, a phrase
 * @param rows one for every cell
 * @param runs one for every cell and seed
 * @param againstBaseline how the runs stand to the naive baselines, a sentence
 * @param settings what the runs were trained with; more than one if the runs differ
 * @param figures the charts
 */
record TaskSection(
        String id,
        SequenceTask task,
        String metric,
        String splits,
        String measure,
        List<RowText> rows,
        List<RunText> runs,
        String againstBaseline,
        List<RunSettings> settings,
        List<Figure> figures) {

    /**
     * A chart.
     *
     * @param caption what it shows
     * @param note what to know of it; empty if there is nothing
     * @param description the same for those who cannot see it, with figures
     * @param svg an {@code <svg>} element
     */
    record Figure(String caption, String note, String description, String svg) {}

    static TaskSection of(String name, List<String> cells, List<RunRecord> allRuns, List<SummaryRow> allRows) {
        List<RunRecord> runs =
                allRuns.stream().filter(run -> run.task().name().equals(name)).toList();
        List<SummaryRow> rows =
                allRows.stream().filter(row -> row.task().equals(name)).toList();
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "The summary has rows for task \"" + name + "\", but no run of it is given.");
        }
        SequenceTask task = runs.get(0).task();
        String id = "task-" + distinct(allRows, SummaryRow::task).indexOf(name);
        return new TaskSection(
                id,
                task,
                task.metric(),
                splits(task),
                measure(task),
                rows.stream().map(RowText::of).toList(),
                runs.stream().map(RunText::of).toList(),
                againstBaseline(task, runs),
                distinct(runs, RunRecord::settings),
                figures(id, cells, runs, rows));
    }

    private static String splits(SequenceTask task) {
        var data = task.provenance();
        return String.format(
                Locale.ROOT,
                "%s Used: %s training, %,d validation and %,d test sequences of at most %d steps.",
                data.split().endsWith(".") ? data.split() : data.split() + ".",
                data.train() < data.trainAvailable()
                        ? String.format(Locale.ROOT, "the first %,d of %,d", data.train(), data.trainAvailable())
                        : String.format(Locale.ROOT, "%,d", data.train()),
                data.validation(),
                data.test(),
                task.maxLength());
    }

    private static String measure(SequenceTask task) {
        return task.metric()
                + (task.higherIsBetter() ? ", higher is better" : ", lower is better")
                + (task.unit().isEmpty() ? "" : ", in the unit of the target, " + task.unit());
    }

    private static List<Figure> figures(String id, List<String> cells, List<RunRecord> runs, List<SummaryRow> rows) {
        String metric = RowText.of(rows.get(0)).metric();
        List<List<RunRecord>> runsByCell = cells.stream()
                .map(cell ->
                        runs.stream().filter(run -> run.cell().equals(cell)).toList())
                .toList();
        String implementations = "Seconds of " + String.join("; ", ReportPage.implementations(cells, runs)) + ".";
        String ends = runs.stream()
                .filter(run -> !run.curve().isEmpty())
                .map(TaskSection::endOfCurve)
                .collect(Collectors.joining("; "));
        String results = rows.stream()
                .map(row ->
                        CellLabels.of(row.cell()) + " mean " + RowText.of(row).mean() + ", interval "
                                + RowText.of(row).interval())
                .collect(Collectors.joining("; "));
        String baseline =
                rows.get(0).baselineName() + " " + RowText.of(rows.get(0)).baseline();
        return List.of(
                new Figure(
                        "Validation " + metric + " by epoch",
                        "",
                        "Line chart. Last epoch of every run: " + ends + ".",
                        InlineSvg.of(LearningCurves.byEpoch(runsByCell), id + "-epochs")),
                new Figure(
                        "Validation " + metric + " by seconds of training",
                        implementations,
                        "Line chart, the same runs over training time. Last epoch of every run: " + ends + ".",
                        InlineSvg.of(LearningCurves.bySeconds(runsByCell), id + "-seconds")),
                new Figure(
                        "Test " + metric + " by seed, with the baseline",
                        "",
                        "Dot plot. " + results + "; " + baseline + ".",
                        InlineSvg.of(TestMetrics.withBaseline(rows, cells, metric), id + "-baseline")),
                new Figure(
                        "Test " + metric + " by seed, closer",
                        "",
                        "Dot plot, the same without the baseline. " + results + ".",
                        InlineSvg.of(TestMetrics.close(rows, cells, metric), id + "-seeds")));
    }

    private static String endOfCurve(RunRecord run) {
        EpochRecord last = run.curve().get(run.curve().size() - 1);
        return "%s seed %d: epoch %d, %s s (%s), %s"
                .formatted(
                        CellLabels.of(run.cell()),
                        run.seed(),
                        last.epoch(),
                        Numbers.text(last.seconds(), last.seconds()),
                        run.implementation(),
                        Numbers.text(last.validationMetric(), last.validationMetric()));
    }

    private static String againstBaseline(SequenceTask task, List<RunRecord> runs) {
        return task.baselines().stream()
                .map(baseline -> "%d of %d runs beat \u201c%s\u201d (%s)."
                        .formatted(
                                runs.stream()
                                        .filter(run -> Statistics.better(
                                                run.testMetric(), baseline.value(), task.higherIsBetter()))
                                        .count(),
                                runs.size(),
                                baseline.name(),
                                Numbers.text(baseline.value(), baseline.value())))
                .collect(Collectors.joining(" "));
    }
}
