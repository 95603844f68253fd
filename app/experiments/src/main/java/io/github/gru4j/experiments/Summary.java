package io.github.gru4j.experiments;

import io.github.gru4j.experiments.Comparison.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runs of a comparison, by task and cell.
 *
 * <p>A run that diverged before its first epoch ended has no metric; then the mean has none either, and JSON says
 * {@code null}. Failures are not averaged away.
 *
 * @param format version of this layout
 * @param runs ids of the runs that went in
 * @param rows by task and cell, in the order in which they first occur
 */
public record Summary(int format, List<String> runs, List<SummaryRow> rows) {

    /** The layout that this version writes. */
    public static final int FORMAT = 1;

    /** Name of the file in the directory of an experiment. */
    public static final String NAME = "summary.json";

    public Summary {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
    }

    /** Sums up what there is of a comparison, in its first match. */
    public static Summary of(Comparison comparison) {
        return new Summary(
                FORMAT,
                comparison.runs().stream().map(RunRecord::id).toList(),
                rows(comparison, comparison.plan().matches().get(0)));
    }

    /** Sums up runs of equal width, of which no two have the same task, cell and seed. */
    public static Summary of(List<RunRecord> runs) {
        return of(Comparison.ofRuns(runs));
    }

    /** By task and cell, in the plan's order; without those that have no run yet. */
    public static List<SummaryRow> rows(Comparison comparison, Match match) {
        return comparison.plan().tasks().stream()
                .flatMap(task ->
                        comparison.plan().cells().stream().map(cell -> comparison.outcomes(task.task(), cell, match)))
                .filter(outcomes -> !outcomes.isEmpty())
                .map(Summary::row)
                .toList();
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

    private static SummaryRow row(List<Outcome> group) {
        List<Outcome> outcomes = group.stream()
                .sorted(Comparator.comparingLong(outcome -> outcome.run().seed()))
                .toList();
        List<RunRecord> runs = outcomes.stream().map(Outcome::run).toList();
        RunRecord first = runs.get(0);
        var task = first.task();
        var baseline = task.baselines().get(0);
        List<Double> values = outcomes.stream().map(Outcome::metric).toList();
        List<Double> seconds = runs.stream().map(RunRecord::secondsPerEpoch).toList();
        return new SummaryRow(
                task.name(),
                first.cell(),
                first.params(),
                task.metric(),
                task.higherIsBetter(),
                task.unit(),
                Statistics.mean(values),
                Statistics.interval(values),
                values,
                runs.stream().map(RunRecord::seed).toList(),
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

    private static String distinct(List<RunRecord> runs, Function<RunRecord, String> property) {
        return runs.stream().map(property).distinct().collect(Collectors.joining(" and "));
    }
}
