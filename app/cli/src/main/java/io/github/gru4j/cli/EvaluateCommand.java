package io.github.gru4j.cli;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.ModelBundle;
import io.github.gru4j.experiments.ModelEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how good a model is. */
@Command(
        name = "evaluate",
        description = {
            "Say how good a model of gru4j train is: accuracy, F1 and confusion; RMSE, MAE, MASE and R2 in the data's units; "
                    + "bits per token.",
            "",
            "By default on the test split of what it was trained on, if that is still there. Other data (--data) are read with "
                    + "the options of those, unless others are given, and always with the model's own vocabulary, scales and "
                    + "classes; --on train,validation,test takes all of them.",
            ""
        },
        abbreviateSynopsis = true,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    /** A wider matrix fits no terminal. */
    private static final int MOST_CLASSES = 20;

    /** More rows are no table that anybody reads. */
    private static final int MOST_ROWS = 60;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "A model that gru4j train made.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TASK",
            description = "A task that needs no file; by default the model's own.")
    private String task;

    @Option(
            names = "--on",
            split = ",",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "train, validation, test, or several of them together. By default ${DEFAULT-VALUE}.")
    private List<ModelEvaluation.Split> splits;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException {
        List<String> arguments = data.arguments();
        if (!arguments.isEmpty() && task != null) {
            throw wrong("TASK and --data exclude each other: data of your own are a task");
        }
        if (task != null) {
            EmbeddedDataSource.refusal("task", task).ifPresent(why -> {
                throw wrong(why);
            });
        }
        ModelBundle bundle = ModelBundle.load(model);
        SequenceDataset loaded = load(bundle, arguments);
        List<ModelEvaluation.Split> chosen = List.copyOf(new LinkedHashSet<>(splits));
        ModelEvaluation evaluation;
        try {
            evaluation = ModelEvaluation.of(bundle, loaded, chosen);
        } catch (IllegalArgumentException e) {
            throw new IOException(model + ": " + e.getMessage(), e);
        }
        print(bundle, loaded.task(), chosen, evaluation);
        return ExitCodes.DONE;
    }

    private SequenceDataset load(ModelBundle bundle, List<String> arguments) throws IOException {
        if (task != null) {
            return BundleData.embedded(task, bundle);
        }
        boolean pathAlone = arguments.size() == 2 && arguments.get(0).equals("--data");
        if (pathAlone && !bundle.dataArguments().isEmpty()) {
            return BundleData.like(bundle, arguments.get(1));
        }
        Optional<UserData> own = data.chosen();
        return own.isPresent()
                ? BundleData.load(() -> own.get().load(bundle.pipeline().orElse(null)))
                : BundleData.of(bundle);
    }

    private void print(
            ModelBundle bundle,
            SequenceTask evaluated,
            List<ModelEvaluation.Split> chosen,
            ModelEvaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        String on = chosen.stream()
                .map(split -> split.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
        out.printf(
                Locale.ROOT,
                "%s, %s: %,d sequences of %s%s%n",
                Terminal.cell(evaluated.name()),
                bundle.record().cell(),
                evaluation.sequences(),
                on,
                evaluated.unit().isEmpty() ? "" : ", in " + Terminal.cell(evaluated.unit()));
        List<List<String>> rows = new ArrayList<>();
        evaluation
                .metrics()
                .forEach((name, value) -> rows.add(List.of(name, number(value), baseline(evaluated, name, on))));
        Columns.align(rows).forEach(out::println);
        if (evaluation.rows().size() > 1 && evaluation.rows().size() <= MOST_ROWS) {
            out.println();
            table(evaluated, evaluation).forEach(out::println);
        }
        if (!evaluation.confusion().isEmpty() && evaluation.confusion().size() <= MOST_CLASSES) {
            out.println();
            out.println("Confusion: a row for each right class, a column for each answer");
            confusion(evaluation).forEach(out::println);
        }
    }

    /** What the naive methods reach in the task's metric, which is known of the test split. */
    private static String baseline(SequenceTask task, String metric, String on) {
        if (!metric.equals(task.metric())
                || !on.equals("test")
                || task.baselines().isEmpty()) {
            return "";
        }
        Baseline naive = task.baselines().get(0);
        return "(naive, " + naive.name() + ": " + number(naive.value()) + ")";
    }

    private static List<String> table(SequenceTask task, ModelEvaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(task.kind() == TaskKind.FORECAST ? "output" : "class"));
        header.addAll(evaluation.columns());
        rows.add(header);
        evaluation.rows().forEach((name, values) -> {
            List<String> row = new ArrayList<>(List.of(Terminal.cell(name)));
            values.forEach(value -> row.add(number(value)));
            rows.add(row);
        });
        return Columns.align(rows);
    }

    private static List<String> confusion(ModelEvaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        List<String> names = List.copyOf(evaluation.rows().keySet());
        List<String> header = new ArrayList<>(List.of(""));
        names.forEach(name -> header.add(brief(name)));
        rows.add(header);
        for (int right = 0; right < names.size(); right++) {
            List<String> row = new ArrayList<>(List.of(Terminal.cell(names.get(right))));
            evaluation.confusion().get(right).forEach(count -> row.add(count == 0 ? "." : Integer.toString(count)));
            rows.add(row);
        }
        return Columns.align(rows);
    }

    private static String brief(String name) {
        String safe = Terminal.cell(name);
        return safe.length() <= 4 ? safe : safe.substring(0, 4);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 && Math.abs(value) >= 2
                ? String.format(Locale.ROOT, "%d", (long) value)
                : String.format(Locale.ROOT, Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3 ? "%.4g" : "%.4f", value);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
