package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.statistics.AverageImprovement;
import io.github.gru4j.experiments.statistics.Direction;
import io.github.gru4j.experiments.statistics.InterquartileMean;
import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.NormalisedScores;
import io.github.gru4j.experiments.statistics.Runs;
import io.github.gru4j.experiments.statistics.TaskRanks;
import io.github.gru4j.experiments.statistics.TaskRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All tasks together, in one match.
 *
 * @param label of the match, with a capital
 * @param tasks their names, as a list in a sentence
 * @param first name of the cell that the others are compared to, for people
 * @param cells one line each
 * @param intervals whether a cell has one
 * @param notes what to know, sentences
 * @param profile performance profiles of the cells; null if there are none
 */
record Aggregate(
        String label,
        String tasks,
        String first,
        List<Line> cells,
        boolean intervals,
        List<String> notes,
        Figure profile) {

    /** One task is no aggregate. */
    private static final int LEAST_TASKS = 2;

    /**
     * A cell over all tasks.
     *
     * @param iqm interquartile mean of its normalised scores
     * @param interval its 95% interval, or why there is none
     * @param firstBetter probability that a run of the first cell is better, averaged over tasks; empty for the first
     * @param rank mean rank; empty where ranks mean nothing
     */
    record Line(String cell, String iqm, String interval, String firstBetter, String rank) {}

    /** One for each match in which there are at least two tasks that all cells have runs of. */
    static List<Aggregate> of(Summary summary, List<String> cells) {
        return ReportPage.distinct(summary.rows(), SummaryRow::match).stream()
                .map(match -> of(match, summary, cells))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Aggregate> of(Match match, Summary summary, List<String> cells) {
        List<SummaryRow> rows =
                summary.rows().stream().filter(row -> row.match() == match).toList();
        List<TaskRuns> tasks = ReportPage.distinct(rows, SummaryRow::task).stream()
                .map(task -> taskRuns(
                        rows.stream().filter(row -> row.task().equals(task)).toList(), cells))
                .flatMap(Optional::stream)
                .toList();
        if (tasks.size() < LEAST_TASKS) {
            return Optional.empty();
        }
        NormalisedScores scores = NormalisedScores.of(tasks);
        TaskRanks ranks = TaskRanks.of(scores);
        List<String> notes = new ArrayList<>();
        scores.leftOut().forEach(out -> notes.add("Without %s: %s.".formatted(out.task(), out.reason())));
        notes.add(ranks.note().isEmpty() ? tests(ranks) : Words.capital(ranks.note()) + ".");
        List<Line> lines = cells.stream()
                .map(cell -> line(cell, cells, tasks, scores, ranks))
                .toList();
        List<InterquartileMean> means =
                cells.stream().map(cell -> InterquartileMean.of(scores, cell)).toList();
        boolean intervals = means.stream().anyMatch(mean -> mean.interval().isAvailable());
        if (!intervals) {
            means.stream()
                    .map(InterquartileMean::note)
                    .distinct()
                    .forEach(note -> notes.add(0, "Interquartile mean: %s.".formatted(note)));
        }
        return Optional.of(new Aggregate(
                Words.capital(match.label()),
                Words.list(tasks.stream().map(TaskRuns::task).toList()),
                CellLabels.of(cells.get(0)),
                lines,
                intervals,
                notes,
                Profiles.figure("profile-" + match.id(), scores).orElse(null)));
    }

    /** Empty unless all cells have a seed in common. */
    private static Optional<TaskRuns> taskRuns(List<SummaryRow> rows, List<String> cells) {
        if (rows.size() < cells.size()) {
            return Optional.empty();
        }
        List<Long> seeds = new ArrayList<>(rows.get(0).seeds());
        rows.forEach(row -> seeds.retainAll(row.seeds()));
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        SummaryRow first = rows.get(0);
        return Optional.of(new TaskRuns(
                first.task(),
                Direction.of(first.higherIsBetter()),
                first.baseline(),
                rows.stream()
                        .map(row -> Runs.of(
                                row.cell(),
                                seeds.stream().mapToLong(Long::longValue).toArray(),
                                seeds.stream()
                                        .mapToDouble(seed ->
                                                row.values().get(row.seeds().indexOf(seed)))
                                        .toArray()))
                        .toList()));
    }

    private static Line line(
            String cell, List<String> cells, List<TaskRuns> tasks, NormalisedScores scores, TaskRanks ranks) {
        InterquartileMean iqm = InterquartileMean.of(scores, cell);
        boolean first = cell.equals(cells.get(0));
        return new Line(
                CellLabels.of(cell),
                Double.isFinite(iqm.value()) ? String.format(Locale.ROOT, "%.3f", iqm.value()) : "n/a",
                iqm.interval().isAvailable() ? range(iqm.interval()) : iqm.note(),
                first ? "" : probability(AverageImprovement.of(tasks, cells.get(0), cell)),
                ranks.friedman()
                        .map(test -> String.format(
                                Locale.ROOT, "%.2f", test.meanRanks().get(cells.indexOf(cell))))
                        .orElse(""));
    }

    private static String probability(AverageImprovement improvement) {
        String value = String.format(Locale.ROOT, "%.2f", improvement.value());
        return improvement.interval().isAvailable() ? value + " (" + range(improvement.interval()) + ")" : value;
    }

    private static String range(Interval interval) {
        return Stream.of(interval.low(), interval.high())
                .map(end -> Double.isFinite(end) ? String.format(Locale.ROOT, "%.2f", end) : "open")
                .collect(Collectors.joining(" to "));
    }

    private static String tests(TaskRanks ranks) {
        var friedman = ranks.friedman().orElseThrow();
        String all = String.format(
                Locale.ROOT,
                "Friedman's test of equal ranks over %d tasks: p = %.3g.",
                friedman.tasks(),
                friedman.fP());
        return all
                + ranks.pairs().stream()
                        .map(pair -> String.format(
                                Locale.ROOT,
                                " %s against %s: Wilcoxon's p = %.3g after Holm's correction.",
                                CellLabels.of(pair.first()),
                                CellLabels.of(pair.second()),
                                pair.adjustedP()))
                        .collect(Collectors.joining());
    }
}
