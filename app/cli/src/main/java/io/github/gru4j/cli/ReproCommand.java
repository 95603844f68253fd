package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.FieldComparison;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.Reproduction;
import io.github.gru4j.experiments.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains one run once more and says what differs. */
@Command(
        name = "repro",
        description = {
            "Train one run of DIR/results.jsonl once more, and compare the two records field by field. Nothing is written.",
            "",
            "Data of your own are looked for where the comparison had them, relative to the same folder. Times, "
                    + "the machine and versions are shown where they differ, and do not count.",
            "",
            "Exit code 3: a metric, or a point of the learning curve, differs.",
            ""
        },
        sortOptions = false)
final class ReproCommand implements Callable<Integer> {

    private static final int MOST_IDS = 5;

    /** As wide as a double with all its digits and its place in a list. */
    private static final int WIDEST = 40;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of a comparison: the --out of compare.")
    private Path directory;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "ID",
            description = "Which run: its id in results.jsonl, or as much of its beginning as tells it from others.")
    private String id;

    @Override
    public Integer call() throws IOException {
        KeptResults results = KeptResults.in(directory);
        RunRecord recorded = find(results.runs());
        SequenceDataset data = data(recorded, results);
        Optional<String> refusal = Reproduction.refusal(recorded, data);
        if (refusal.isPresent()) {
            throw new IOException("run " + recorded.id() + " cannot be trained again: " + refusal.get());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Run %s: %s with %s, seed %d%n",
                recorded.id(), recorded.task().name(), recorded.cell(), recorded.seed());
        out.flush();
        Reproduction again = Reproduction.of(recorded, data, epoch -> {});
        return print(again, out) ? ExitCodes.DONE : ExitCodes.CLAIM;
    }

    private RunRecord find(List<RunRecord> runs) {
        List<RunRecord> found =
                runs.stream().filter(run -> run.id().startsWith(id)).toList();
        if (found.stream().map(RunRecord::id).distinct().count() == 1) {
            return found.get(found.size() - 1);
        }
        throw new ParameterException(
                spec.commandLine(),
                "--run %s: %s; ids are: %s%s"
                        .formatted(
                                id,
                                found.isEmpty() ? "no run has this id" : found.size() + " runs have ids that begin so",
                                (found.isEmpty() ? runs : found)
                                        .stream()
                                                .map(run -> "%s (%s, %s, seed %d)"
                                                        .formatted(
                                                                run.id(),
                                                                run.task().name(),
                                                                run.cell(),
                                                                run.seed()))
                                                .limit(MOST_IDS)
                                                .collect(Collectors.joining(", ")),
                                (found.isEmpty() ? runs : found).size() > MOST_IDS ? ", ..." : ""));
    }

    private static SequenceDataset data(RunRecord recorded, KeptResults results) throws IOException {
        String task = recorded.task().name();
        List<String> arguments = results.dataArguments(recorded);
        if (!arguments.isEmpty()) {
            return LoadedDataSource.of(() -> load(arguments)).data();
        }
        if (EmbeddedDataSource.refusal("task", task).isPresent()) {
            throw new IOException("the data of " + task + " cannot be had: it is no task that needs no file, and "
                    + results.file() + " does not say where its data came from");
        }
        int maxTrain = recorded.settings().maxTrain();
        return LoadedDataSource.of(() -> EmbeddedDatasets.load(task, maxTrain)).data();
    }

    private static SequenceDataset load(List<String> arguments) {
        try {
            return TaskArguments.parse(arguments).data().orElseThrow().load();
        } catch (ParameterException e) {
            // Not of this command line.
            throw new IllegalStateException(
                    "the data cannot be had with " + String.join(" ", arguments) + ": " + e.getMessage(), e);
        }
    }

    private static boolean print(Reproduction again, PrintWriter out) {
        List<String> changes = again.circumstances();
        if (changes.isEmpty()) {
            out.println("The code, its versions and ND4J's threads are those of the run.");
        } else {
            out.println("Not as it was, so that the run has another id now ("
                    + again.again().id() + "):");
            changes.forEach(change -> out.println("  " + change));
        }
        out.println();
        List<FieldComparison> fields = again.fields();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("field", "recorded", "again", ""));
        fields.forEach(field -> rows.add(row(field)));
        Columns.align(rows).forEach(out::println);
        List<String> differing = fields.stream()
                .filter(field -> field.verdict() == FieldComparison.Verdict.DIFFERS)
                .map(FieldComparison::field)
                .toList();
        out.println();
        out.println(
                differing.isEmpty()
                        ? "Equal, but for times and circumstances."
                        : "Different: " + String.join(", ", differing));
        return differing.isEmpty();
    }

    private static String cell(String value) {
        String safe = Terminal.safe(value);
        return safe.length() <= WIDEST ? safe : safe.substring(0, WIDEST) + "...";
    }

    private static List<String> row(FieldComparison field) {
        return List.of(
                field.field(),
                cell(field.recorded()),
                cell(field.again()),
                switch (field.verdict()) {
                    case EQUAL -> "equal";
                    case DIFFERS -> "DIFFERS";
                    case NOT_COUNTED -> "does not count";
                });
    }
}
