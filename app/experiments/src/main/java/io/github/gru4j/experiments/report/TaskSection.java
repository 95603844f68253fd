package io.github.gru4j.experiments.report;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.CellPair;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Statistics;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import java.util.ArrayList;
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
 * @param subtitle what was asked and how it is measured, sentences
 * @param baselines what naive methods reach
 * @param againstBaseline how the runs stand to the naive baselines, a sentence
 * @param matches one for each that has a run
 * @param strips test metric of every seed, a chart for each match
 * @param curves learning curves, for each match that has runs of its own
 * @param implementations whose the seconds are, a phrase for each cell
 * @param answers of the best runs
 * @param costs for each match that has runs of its own
 * @param runs every one
 * @param diverged what became of runs that diverged, phrases
 * @param settings what the runs were trained with; more than one if the runs differ
 */
record TaskSection(
        String id,
        SequenceTask task,
        String metric,
        String splits,
        String measure,
        String subtitle,
        List<BaselineText> baselines,
        String againstBaseline,
        List<MatchSection> matches,
        List<Figure> strips,
        List<Group<Figure>> curves,
        List<String> implementations,
        Answers answers,
        List<Group<CostText>> costs,
        List<RunText> runs,
        List<String> diverged,
        List<String> settings) {

    /** A naive method and what it reaches. */
    record BaselineText(String name, String value) {}

    /** Things of one match, under its label. */
    record Group<T>(String label, List<T> items) {}

    static TaskSection of(String id, String name, Comparison comparison, Summary summary) {
        List<SummaryRow> rows =
                summary.rows().stream().filter(row -> row.task().equals(name)).toList();
        List<CellPair> pairs = summary.pairs().stream()
                .filter(pair -> pair.task().equals(name))
                .toList();
        List<RunRecord> runs = comparison.runs().stream()
                .filter(run -> run.task().name().equals(name))
                .toList();
        SequenceTask task = runs.get(0).task();
        List<String> cells = comparison.plan().cells();
        List<Match> matches = ReportPage.distinct(rows, SummaryRow::match);
        List<MatchSection> sections = new ArrayList<>();
        List<Figure> strips = new ArrayList<>();
        List<Group<Figure>> curves = new ArrayList<>();
        List<Group<CostText>> costs = new ArrayList<>();
        TestMetrics.View view = TestMetrics.View.of(rows);
        for (Match match : matches) {
            String part = id + "-" + match.id();
            List<SummaryRow> ofMatch =
                    rows.stream().filter(row -> row.match() == match).toList();
            sections.add(MatchSection.of(
                    part,
                    match,
                    comparison,
                    ofMatch,
                    pairs.stream().filter(pair -> pair.match() == match).toList()));
            String label = Words.capital(match.label());
            strips.add(TaskFigures.strip(part + "-seeds", label, cells, ofMatch, view));
            // What equal time counts are runs of equal width.
            if (match != Match.TIME || !matches.contains(Match.WIDTH)) {
                List<List<RunRecord>> byCell = byCell(comparison, name, match);
                curves.add(new Group<>(label, TaskFigures.curves(part, task.metric(), byCell)));
                costs.add(new Group<>(
                        label,
                        ofMatch.stream()
                                .map(row -> CostText.of(row, byCell.get(cells.indexOf(row.cell()))))
                                .toList()));
            }
        }
        return new TaskSection(
                id,
                task,
                task.metric(),
                splits(task),
                measure(task),
                Words.capital(task.title()) + (task.title().matches(".*[.?!]") ? " Test " : ". Test ") + measure(task)
                        + ".",
                task.baselines().stream()
                        .map(b -> new BaselineText(b.name(), Numbers.text(b.value(), b.value())))
                        .toList(),
                againstBaseline(task, runs),
                sections,
                strips,
                curves,
                Implementations.byCell(cells, runs),
                Answers.of(id, cells, byCell(comparison, name, matches.get(0))),
                costs,
                runs.stream().map(RunText::of).toList(),
                runs.stream()
                        .filter(RunRecord::diverged)
                        .map(RunText::divergence)
                        .toList(),
                SettingsText.of(runs));
    }

    private static List<List<RunRecord>> byCell(Comparison comparison, String task, Match match) {
        return comparison.plan().cells().stream()
                .map(cell -> comparison.outcomes(task, cell, match).stream()
                        .map(Comparison.Outcome::run)
                        .toList())
                .toList();
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
