package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.statistics.AverageImprovement;
import io.github.gru4j.experiments.statistics.Direction;
import io.github.gru4j.experiments.statistics.InterquartileMean;
import io.github.gru4j.experiments.statistics.NormalisedScores;
import io.github.gru4j.experiments.statistics.PerformanceProfile;
import io.github.gru4j.experiments.statistics.Runs;
import io.github.gru4j.experiments.statistics.TaskRanks;
import io.github.gru4j.experiments.statistics.TaskRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of all tasks that have the same cells, in one match.
 *
 * @param cells in the order of the comparison; the others are compared to the first
 * @param tasks at least two
 * @param scores of the tasks on one scale
 * @param means by cell
 * @param improvements of the first cell over each of the others, in their order
 * @param ranks of the cells
 * @param profiles by cell; none if no task has a scale
 */
record TasksTogether(
        Match match,
        List<String> cells,
        List<TaskRuns> tasks,
        NormalisedScores scores,
        List<InterquartileMean> means,
        List<AverageImprovement> improvements,
        TaskRanks ranks,
        List<PerformanceProfile> profiles) {

    /** One task is no aggregate. */
    private static final int LEAST_TASKS = 2;

    /** Match by match, for each set of cells that at least two tasks have, and have runs of. */
    static List<TasksTogether> of(Comparison comparison, Summary summary) {
        List<TasksTogether> all = new ArrayList<>();
        for (Match match : ReportPage.distinct(summary.rows(), SummaryRow::match)) {
            List<SummaryRow> rows = summary.rows(match);
            Map<List<String>, List<String>> tasksByCells = new LinkedHashMap<>();
            for (String task : ReportPage.distinct(rows, SummaryRow::task)) {
                List<String> ofTask = comparison.cells(task);
                List<String> cells = comparison.plan().cells().stream()
                        .filter(ofTask::contains)
                        .toList();
                tasksByCells.computeIfAbsent(cells, key -> new ArrayList<>()).add(task);
            }
            tasksByCells.forEach((cells, tasks) -> of(match, rows, cells, tasks).ifPresent(all::add));
        }
        return List.copyOf(all);
    }

    private TasksTogether(Match match, List<String> cells, List<TaskRuns> tasks, NormalisedScores scores) {
        this(
                match,
                cells,
                tasks,
                scores,
                cells.stream().map(cell -> InterquartileMean.of(scores, cell)).toList(),
                cells.stream()
                        .skip(1)
                        .map(cell -> AverageImprovement.of(tasks, cells.get(0), cell))
                        .toList(),
                TaskRanks.of(scores),
                Profiles.of(scores));
    }

    private static Optional<TasksTogether> of(
            Match match, List<SummaryRow> rows, List<String> cells, List<String> names) {
        List<TaskRuns> tasks = names.stream()
                .map(task -> runs(rows, task, cells))
                .flatMap(Optional::stream)
                .toList();
        if (tasks.size() < LEAST_TASKS) {
            return Optional.empty();
        }
        return Optional.of(new TasksTogether(match, cells, tasks, NormalisedScores.of(tasks)));
    }

    /** Empty unless all cells have a seed in common. */
    private static Optional<TaskRuns> runs(List<SummaryRow> rows, String task, List<String> cells) {
        List<SummaryRow> ofTask = cells.stream()
                .flatMap(cell -> rows.stream()
                        .filter(row -> row.task().equals(task) && row.cell().equals(cell)))
                .toList();
        if (ofTask.size() < cells.size()) {
            return Optional.empty();
        }
        SummaryRow first = ofTask.get(0);
        List<Long> seeds = new ArrayList<>(first.seeds());
        ofTask.forEach(row -> seeds.retainAll(row.seeds()));
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TaskRuns(
                task,
                Direction.of(first.higherIsBetter()),
                first.baseline(),
                ofTask.stream().map(row -> runs(row, seeds)).toList()));
    }

    private static Runs runs(SummaryRow row, List<Long> seeds) {
        return Runs.of(
                row.cell(),
                seeds.stream().mapToLong(Long::longValue).toArray(),
                seeds.stream()
                        .mapToDouble(seed -> row.values().get(row.seeds().indexOf(seed)))
                        .toArray());
    }
}
