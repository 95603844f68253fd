package io.github.gru4j.cli;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.AtomicFiles;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.ModelBundle;
import io.github.gru4j.experiments.ModelTraining;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains one network and keeps it. */
@Command(
        name = "train",
        description = {
            "Train one network, on a task that needs no file or on data of your own (--data), and keep it with everything "
                    + "that evaluate, predict, forecast and generate need.",
            "",
            "MODEL.zip has the weights of the epoch with the lowest validation loss; DL4J's ModelSerializer loads it, too. "
                    + "While it is trained, a checkpoint is kept beside it: after Ctrl-C, or worse, the same command with --resume "
                    + "goes on and ends with the same weights, bit for bit, on as many threads.",
            ""
        },
        abbreviateSynopsis = true,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    private static final String ENDING = ".checkpoint";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TASK",
            arity = "0..1",
            completionCandidates = CompareCommand.TaskNames.class,
            description = "A task that needs no file: ${COMPLETION-CANDIDATES}; N is a number, as in adding-100.")
    private String task;

    @Option(
            names = "--out",
            paramLabel = "MODEL.zip",
            required = true,
            description = "Where the model goes; one that is there is replaced when the training has ended.")
    private Path out;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            completionCandidates = CompareCommand.CellNames.class,
            defaultValue = "gru",
            description = "The recurrent cell: ${COMPLETION-CANDIDATES}. By default ${DEFAULT-VALUE}.")
    private String cell;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the first weights, the order of the data and dropout. By default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--resume", description = "Go on from the checkpoint; begin anew if there is none.")
    private boolean resume;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Where the checkpoint goes; by default MODEL.zip" + ENDING + ". It is deleted at the end.")
    private Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How often it is written; 0 after every batch. By default ${DEFAULT-VALUE}.")
    private double every;

    @ArgGroup(validate = false, heading = "%nTraining; by default what suits the kind and the size of the data:%n")
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException {
        check();
        if (checkpoint == null) {
            checkpoint = out.resolveSibling(out.getFileName() + ENDING);
        }
        if (checkpoint.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw wrong("--checkpoint and --out are the same file: give two");
        }
        // Before data are read, which may take minutes.
        TargetFile.require(out);
        TargetFile.require(checkpoint);
        AtomicFiles.sweep(out);
        AtomicFiles.sweep(checkpoint);
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        if (resume && !Files.exists(checkpoint)) {
            if (Files.exists(out)) {
                ModelBundle.load(out);
                stdout.println(out + " is finished: there is no checkpoint " + checkpoint + " to go on from");
                return ExitCodes.DONE;
            }
            err.println("There is no checkpoint " + checkpoint + ": the training begins");
        } else if (!resume && Files.exists(checkpoint)) {
            throw new IOException("there is a checkpoint of a training that was stopped, " + checkpoint
                    + ": add --resume to go on from it, or delete it to begin anew");
        }
        ComparedTask chosen = task();
        var source = LoadedDataSource.of(
                () -> chosen.source().load(chosen.name(), chosen.settings().maxTrain()));
        try (var progress = TrainingProgress.of(source.data().task(), chosen.settings(), err)) {
            var training = new ModelTraining.Builder()
                    .data(source.data())
                    .cell(CellType.of(cell).orElseThrow())
                    .settings(chosen.settings())
                    .seed(seed)
                    .dataArguments(chosen.arguments())
                    .checkpoint(checkpoint, Duration.ofMillis((long) (every * 1000)))
                    .resume(resume)
                    .listener(progress)
                    .build();
            InterruptNotice notice = InterruptNotice.post(() -> interrupted(err));
            ModelBundle bundle;
            try {
                bundle = training.train();
                bundle.save(out);
            } finally {
                notice.withdraw();
            }
            progress.close();
            Files.deleteIfExists(checkpoint);
            print(bundle, stdout);
        }
        return ExitCodes.DONE;
    }

    private void interrupted(PrintWriter err) {
        err.println();
        err.println(
                Files.exists(checkpoint)
                        ? "gru4j: stopped; the same command with --resume goes on from " + checkpoint
                        : "gru4j: stopped before the first checkpoint; nothing is kept");
        err.flush();
    }

    private void check() {
        List<String> cells = new CompareCommand.CellNames().names();
        if (!cells.contains(cell)) {
            throw wrong(ExperimentPlan.unknown("cell", cell, cells));
        }
        if (!(every >= 0) || every > Duration.ofDays(1).toSeconds()) {
            throw wrong("--checkpoint-every is " + every + "; valid are seconds from 0 to a day");
        }
        boolean own = spec.commandLine().getParseResult().hasMatchedOption("--data");
        if (own && task != null) {
            throw wrong("TASK and --data exclude each other: data of your own are a task");
        }
        try {
            training.check(own);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ComparedTask task() {
        Optional<UserData> own = data.chosen();
        if (own.isPresent()) {
            return ComparedTask.own(own.get(), data.arguments(), training, "--cell", List.of(cell), this::wrong);
        }
        if (task == null) {
            throw wrong("give a TASK or --data; tasks are: " + String.join(", ", EmbeddedDatasets.namesAndForms()));
        }
        EmbeddedDataSource.refusal("task", task).ifPresent(why -> {
            throw wrong(why);
        });
        return ComparedTask.embedded(task, false, training, List.of(cell), this::wrong);
    }

    private void print(ModelBundle bundle, PrintWriter stdout) {
        RunRecord run = bundle.record();
        SequenceTask asked = bundle.task();
        String baseline = asked.baselines().isEmpty()
                ? ""
                : " (" + naive(asked.baselines().get(0)) + ")";
        stdout.printf(
                Locale.ROOT,
                "%s, %s with %,d parameters, seed %d: test %s %.4f%s%n",
                asked.name(),
                run.cell(),
                run.params(),
                run.seed(),
                asked.metric(),
                run.testMetric(),
                baseline);
        stdout.printf(
                Locale.ROOT,
                "Best of %d epochs: %d; %s; %.1f s by %s%n",
                run.curve().size(),
                run.bestEpoch(),
                run.stopped(),
                run.seconds(),
                run.implementation());
        stdout.println("Model: " + out);
    }

    private static String naive(Baseline baseline) {
        return String.format(Locale.ROOT, "naive, %s: %.4f", baseline.name(), baseline.value());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
