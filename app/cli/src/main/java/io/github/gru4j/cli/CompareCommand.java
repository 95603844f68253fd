package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.experiments.AtomicFiles;
import io.github.gru4j.experiments.DataSource;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.ExperimentRunner;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.OutputDirectory;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.SuitableSettings;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.TaskNetwork;
import io.github.gru4j.experiments.report.Finding;
import io.github.gru4j.experiments.report.HtmlReport;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains the same network with different recurrent cells and reports which did better. */
@Command(
        name = "compare",
        description = {
            "Train the same network with different recurrent cells and report which did better: on tasks that need no "
                    + "file, or on data of your own (--data).",
            "",
            "Finished runs are kept in DIR/results.jsonl and not trained again: the same command goes on where it was "
                    + "stopped. The report is DIR/report.html, the figures are in DIR/summary.json.",
            "",
            "Exit code 3: the runs are done, but the mean of a cell does not beat the naive baseline.",
            ""
        },
        abbreviateSynopsis = true,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    /** Far above what a finding needs, far below what fills the memory with plans of runs. */
    private static final int MOST_SEEDS = 1000;

    private static final int MOST_JOBS = 256;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "TASK",
            completionCandidates = TaskNames.class,
            description =
                    "Tasks that need no file, separated by commas: ${COMPLETION-CANDIDATES}; N is a number, as in "
                            + "adding-100. All without a number by default, none with --data.")
    private List<String> tasks;

    @Option(
            names = "--cells",
            split = ",",
            paramLabel = "CELL",
            completionCandidates = CellNames.class,
            defaultValue = "gru,lstm",
            description =
                    "Recurrent cells, separated by commas: ${COMPLETION-CANDIDATES}. By default ${DEFAULT-VALUE}.")
    private List<String> cells;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Train each with the seeds 1 to N. By default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--quick", description = "Smaller networks, less data, fewer epochs: a try, not a finding.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "gru4j-report",
            description = "Folder of the results. By default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs to train side by side; the metrics do not depend on it. By default one for each "
                    + "processor, at most 4.")
    private Integer jobs;

    @ArgGroup(
            validate = false,
            heading = "%nTraining, the same for every cell; by default what suits the kind and the size of the data:%n")
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Optional<UserData> own = data.chosen();
        DataSource source =
                own.<DataSource>map(chosen -> LoadedDataSource.of(chosen::load)).orElseGet(EmbeddedDataSource::new);
        ExperimentPlan plan = plan(source, settings(source, own));
        PrintWriter err = spec.commandLine().getErr();
        List<RunRecord> runs = train(source, plan, err);
        Summary summary = Summary.of(runs);
        Path report = plan.out().resolve(OutputDirectory.REPORT);
        summary.write(plan.out());
        AtomicFiles.write(report, HtmlReport.render(runs, summary.rows()));
        print(runs, summary.rows(), report);
        return beatTheBaseline(summary.rows(), err) ? ExitCodes.DONE : ExitCodes.CLAIM;
    }

    private static List<RunRecord> train(DataSource source, ExperimentPlan plan, PrintWriter err)
            throws IOException, InterruptedException {
        try (Progress progress = Progress.of(plan, err)) {
            InterruptNotice notice = InterruptNotice.post(progress::interrupted);
            try {
                return new ExperimentRunner(source, progress).run(plan);
            } finally {
                notice.withdraw();
            }
        }
    }

    /** Everything that can be wrong with the options is found here, before anything slow is loaded. */
    private void checkOptions() {
        for (String task : embedded()) {
            EmbeddedDataSource.refusal("task", task).ifPresent(why -> {
                throw wrong(why);
            });
        }
        for (String cell : cells) {
            if (!new CellNames().names().contains(cell)) {
                throw wrong(ExperimentPlan.unknown("cell", cell, new CellNames().names()));
            }
        }
        within("--seeds", seeds, MOST_SEEDS);
        if (jobs != null) {
            within("--jobs", jobs, MOST_JOBS);
        }
        if (quick && training.given()) {
            throw wrong("--quick has settings of its own: leave it out, or the options of training");
        }
        asUsage(() -> training.over(EmbeddedSettings.of(EmbeddedDatasets.names().get(0), quick)));
        if (training.givesEmbedding()
                && tasks != null
                && tasks.stream()
                        .allMatch(task -> EmbeddedSettings.of(task, quick).embedding() == 0)) {
            throw wrong("--embedding is for tokens; the steps of these tasks are numbers");
        }
        boolean own = spec.commandLine().getParseResult().hasMatchedOption("--data");
        if (own && tasks != null) {
            throw wrong("--tasks and --data exclude each other: data of your own are a task");
        }
        if (own && quick) {
            throw wrong(
                    "--quick is for the tasks that need no file: with --data, give --epochs, --hidden or --max-train");
        }
    }

    /** Tasks that need no file; without repetitions. */
    private List<String> embedded() {
        return distinct(tasks == null ? EmbeddedDatasets.names() : tasks);
    }

    /** By the name of the task. */
    private Map<String, RunSettings> settings(DataSource source, Optional<UserData> own) {
        if (own.isEmpty()) {
            return embedded().stream()
                    .collect(Collectors.toMap(
                            Function.identity(), task -> training.over(EmbeddedSettings.of(task, quick))));
        }
        String name = source.names().get(0);
        SequenceDataset loaded = source.load(name, own.get().maxTrain());
        for (String cell : cells) {
            TaskNetwork.refusal(loaded.task(), CellType.of(cell).orElseThrow()).ifPresent(why -> {
                throw wrong("--cells " + cell + ": " + why);
            });
        }
        if (training.givesEmbedding() && loaded.task().steps() != StepKind.TOKENS) {
            throw wrong("--embedding is for tokens; the steps of these data are numbers");
        }
        RunSettings suitable = SuitableSettings.of(loaded).toBuilder()
                .maxTrain(own.get().maxTrain())
                .build();
        RunSettings chosen = training.over(suitable);
        if (loaded.embedding().isPresent() && chosen.embedding() != suitable.embedding()) {
            throw wrong("--embedding is %d, and the word vectors have a width of %d; leave it out"
                    .formatted(chosen.embedding(), suitable.embedding()));
        }
        return Map.of(name, chosen);
    }

    private ExperimentPlan plan(DataSource source, Map<String, RunSettings> settings) {
        var plan = new ExperimentPlan.Builder()
                .tasks(distinct(tasks == null ? source.names() : tasks))
                .cells(distinct(cells))
                .seeds(seeds)
                .settings(settings)
                .out(out);
        if (jobs != null) {
            plan.jobs(jobs);
        }
        return plan.build();
    }

    private void asUsage(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong("%s is %d; valid are whole numbers from 1 to %d".formatted(option, value, most));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static List<String> distinct(List<String> names) {
        return List.copyOf(new LinkedHashSet<>(names));
    }

    private void print(List<RunRecord> runs, List<SummaryRow> rows, Path report) {
        PrintWriter stdout = spec.commandLine().getOut();
        ResultTable.lines(rows).forEach(stdout::println);
        stdout.println();
        Finding.of(rows).forEach(finding -> finding.sentences()
                .forEach(sentence -> stdout.println(finding.task() + ": " + sentence)));
        Baselines.lines(runs).forEach(stdout::println);
        stdout.println("Report: " + report);
    }

    private static boolean beatTheBaseline(List<SummaryRow> rows, PrintWriter err) {
        boolean all = true;
        for (SummaryRow row : rows) {
            if (!row.beatsBaseline()) {
                err.printf(
                        "gru4j: %s with %s does not beat the naive baseline \"%s\"%n",
                        row.task(), row.cell(), row.baselineName());
                all = false;
            }
        }
        return all;
    }

    /** The valid values of {@code --tasks}, some of which stand for many. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return EmbeddedDatasets.namesAndForms().iterator();
        }
    }

    /** The valid values of {@code --cells}. */
    static final class CellNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        List<String> names() {
            return Arrays.stream(CellType.values()).map(CellType::id).toList();
        }
    }
}
