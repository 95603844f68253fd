package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runs of an experiment, by task and cell.
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

    private record Key(String task, String cell) {}

    /** Sums up runs, of which no two have the same task, cell and seed. */
    public static Summary of(List<RunRecord> runs) {
        Map<Key, List<RunRecord>> groups = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            groups.computeIfAbsent(new Key(run.task().name(), run.cell()), k -> new ArrayList<>())
                    .add(run);
        }
        return new Summary(
                FORMAT,
                runs.stream().map(RunRecord::id).toList(),
                groups.values().stream().map(Summary::row).toList());
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

    private static SummaryRow row(List<RunRecord> group) {
        List<RunRecord> runs =
                group.stream().sorted(Comparator.comparingLong(RunRecord::seed)).toList();
        RunRecord first = runs.get(0);
        var task = first.task();
        var baseline = task.baselines().get(0);
        List<Double> values = runs.stream().map(RunRecord::testMetric).toList();
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
