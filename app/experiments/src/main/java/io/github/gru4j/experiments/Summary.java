package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.statistics.CellSummary;
import io.github.gru4j.experiments.statistics.Direction;
import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runs of a comparison, by task, match and cell.
 *
 * <p>A run that diverged before its first epoch ended has no metric; then the mean has none either, and JSON says
 * {@code null}. Failures are not averaged away.
 *
 * @param format version of this layout
 * @param runs ids of the runs that went in
 * @param missing how many runs of the plan are not there yet
 * @param rows by task, match and cell, in the plan's order; without those that have no run yet
 * @param pairs of cells by task and match, in the same order
 */
public record Summary(int format, List<String> runs, long missing, List<SummaryRow> rows, List<CellPair> pairs) {

    /** The layout that this version writes. */
    public static final int FORMAT = 2;

    /** Name of the file in the directory of an experiment. */
    public static final String NAME = "summary.json";

    public Summary {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
        pairs = List.copyOf(pairs);
    }

    /** Sums up what there is of a comparison. */
    public static Summary of(Comparison comparison) {
        List<SummaryRow> rows = new ArrayList<>();
        List<CellPair> pairs = new ArrayList<>();
        for (TaskPlan task : comparison.plan().tasks()) {
            for (Match match : comparison.plan().matches()) {
                List<CellPair.Cell> cells = cells(comparison, task.task(), match);
                if (!cells.isEmpty()) {
                    SequenceTask asked = cells.get(0).outcomes().get(0).run().task();
                    List<CellPair> found = CellPair.of(asked.name(), match, asked.higherIsBetter(), cells);
                    pairs.addAll(found);
                    // Of this task: not every task has the cell that the comparison names first.
                    String first = cells.get(0).name();
                    cells.forEach(cell -> rows.add(row(match, cell, against(found, first, cell.name()))));
                }
            }
        }
        return new Summary(
                FORMAT, comparison.runs().stream().map(RunRecord::id).toList(), comparison.missing(), rows, pairs);
    }

    /** Those of one match. */
    public List<SummaryRow> rows(Match match) {
        return rows.stream().filter(row -> row.match() == match).toList();
    }

    /** Those that have a run, in the plan's order. */
    private static List<CellPair.Cell> cells(Comparison comparison, String task, Match match) {
        return comparison.cells(task).stream()
                .map(cell -> new CellPair.Cell(cell, comparison.outcomes(task, cell, match)))
                .filter(cell -> !cell.outcomes().isEmpty())
                .toList();
    }

    private static CellPair against(List<CellPair> pairs, String first, String cell) {
        return pairs.stream()
                .filter(pair -> pair.first().equals(first) && pair.second().equals(cell))
                .findFirst()
                .orElse(null);
    }

    /**
     * Writes the summary as {@code summary.json}, whole or not at all.
     *
     * @param directory of the experiment
     */
    public void write(Path directory) throws IOException {
        AtomicFiles.write(
                directory.resolve(NAME),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    private static SummaryRow row(Match match, CellPair.Cell cell, CellPair againstFirst) {
        List<Comparison.Outcome> outcomes = cell.outcomes().stream()
                .sorted(Comparator.comparingLong(outcome -> outcome.run().seed()))
                .toList();
        List<RunRecord> runs = outcomes.stream().map(Comparison.Outcome::run).toList();
        RunRecord first = runs.get(0);
        SequenceTask task = first.task();
        var baseline = task.baselines().get(0);
        List<Double> values = outcomes.stream().map(Comparison.Outcome::metric).toList();
        List<Long> seeds = runs.stream().map(RunRecord::seed).toList();
        List<Double> seconds = runs.stream().map(RunRecord::secondsPerEpoch).toList();
        CellSummary cellSummary = CellSummary.of(
                Runs.of(
                        cell.name(),
                        seeds.stream().mapToLong(Long::longValue).toArray(),
                        values.stream().mapToDouble(Double::doubleValue).toArray()),
                Direction.of(task.higherIsBetter()));
        return new SummaryRow(
                task.name(),
                cell.name(),
                match,
                first.settings().hidden(),
                first.params(),
                first.modelBytes(),
                task.metric(),
                task.higherIsBetter(),
                task.unit(),
                cellSummary.mean(),
                cellSummary.median(),
                CellPair.ends(possible(task, cellSummary.interval())),
                cellSummary.note(),
                values,
                seeds,
                cellSummary.diverged(),
                againstFirst,
                Statistics.median(seconds),
                Statistics.range(seconds),
                distinct(runs, RunRecord::clock),
                distinct(runs, RunRecord::implementation),
                runs.stream().anyMatch(run -> EmbeddedSettings.isQuick(task.name(), run.settings())),
                runs.stream()
                        .allMatch(run -> run.curve().size() == run.settings().maxEpochs()),
                Caveats.of(runs),
                baseline.value(),
                baseline.name());
    }

    /** No accuracy is beyond 0 and 1, no error below 0. */
    private static Interval possible(SequenceTask task, Interval interval) {
        return interval.cutTo(0, isShare(Metric.labelled(task.metric())) ? 1 : Double.POSITIVE_INFINITY);
    }

    private static boolean isShare(Metric metric) {
        return metric == Metric.ACCURACY || metric == Metric.ACCURACY_PER_STEP;
    }

    private static String distinct(List<RunRecord> runs, Function<RunRecord, String> property) {
        return runs.stream().map(property).distinct().collect(Collectors.joining(" and "));
    }
}
