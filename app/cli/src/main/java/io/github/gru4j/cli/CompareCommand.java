package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.DataSource;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.ExperimentRunner;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.OutputDirectory;
import io.github.gru4j.experiments.claims.Claim;
import io.github.gru4j.experiments.claims.ClaimNames;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "Exit code 3: the runs are done, but the mean of a cell does not beat the naive baseline, or a claim of --check "
                    + "does not hold.",
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

    @Option(
            names = "--match",
            split = ",",
            paramLabel = "MATCH",
            completionCandidates = MatchNames.class,
            description =
                    "What cells have in common, separated by commas: ${COMPLETION-CANDIDATES}. By default width, or what the suite "
                            + "says.")
    private List<String> matches;

    @ArgGroup(validate = false, heading = "%nSettings that are searched for, with the same effort for every cell:%n")
    private TuningOptions tuning = new TuningOptions();

    @ArgGroup(validate = false, heading = "%nSeveral tasks from a file:%n")
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private CheckOption check;

    @ArgGroup(
            validate = false,
            heading = "%nTraining, the same for every cell; by default what suits the kind and the size of the data:%n")
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        check.read();
        // Before data are read, which may take minutes.
        OutputDirectory.check(out);
        Optional<LoadedSuite> suites = suite.load(given("--cells") ? cells : null, this::wrong);
        List<ComparedTask> compared = suites.isPresent() ? suites.get().tasks() : tasks();
        ExperimentPlan plan = plan(compared, suites);
        List<Claim> claims = check.parse(ClaimNames.of(plan));
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        plan.skipped()
                .forEach(skipped -> err.printf(
                        "%s is skipped: %s%n", Terminal.cell(skipped.task()), Terminal.sentence(skipped.why())));
        Comparison comparison = train(new TaskSources(compared), plan, err);
        var output = new ComparisonOutput(comparison);
        Path report = plan.out().resolve(OutputDirectory.REPORT);
        output.writeSummary(plan.out());
        output.writeReport(report);
        output.print(stdout);
        boolean hold = CheckOption.hold(claims, comparison, stdout);
        stdout.println("Report: " + report);
        return output.beatTheBaseline(err) && hold ? ExitCodes.DONE : ExitCodes.CLAIM;
    }

    private static Comparison train(DataSource source, ExperimentPlan plan, PrintWriter err)
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
        for (String task : tasks == null ? List.<String>of() : tasks) {
            EmbeddedDataSource.refusal("task", task).ifPresent(why -> {
                throw wrong(why);
            });
        }
        known("cell", cells, new CellNames().names());
        within("--seeds", seeds, MOST_SEEDS);
        if (jobs != null) {
            within("--jobs", jobs, MOST_JOBS);
        }
        if (matches != null) {
            known("match", matches, Match.ids());
        }
        tuning.check(this::wrong);
        suite.check(this::wrong);
        boolean own = given("--data");
        if (suite.given()) {
            refuseBesideSuite(own);
        }
        if (quick && training.given()) {
            throw wrong("--quick has settings of its own: leave it out, or the options of training");
        }
        asUsage(() -> training.check(own));
        if (training.givesEmbedding()
                && tasks != null
                && tasks.stream()
                        .allMatch(task -> EmbeddedSettings.of(task, quick).embedding() == 0)) {
            throw wrong("--embedding is for tokens; the steps of these tasks are numbers");
        }
        if (own && tasks != null) {
            throw wrong("--tasks and --data exclude each other: data of your own are a task");
        }
        if (own && quick) {
            throw wrong(
                    "--quick is for the tasks that need no file: with --data, give --epochs, --hidden or --max-train");
        }
    }

    private void refuseBesideSuite(boolean own) {
        String found = own
                ? "--data"
                : tasks != null ? "--tasks" : quick ? "--quick" : training.given() ? "options of training" : "";
        if (!found.isEmpty()) {
            throw wrong("--suite and %s exclude each other: the suite says what is trained, and with what"
                    .formatted(found));
        }
    }

    private List<ComparedTask> tasks() {
        Optional<UserData> own = data.chosen();
        if (own.isPresent()) {
            return List.of(
                    ComparedTask.own(own.get(), data.arguments(), training, "--cells", distinct(cells), this::wrong));
        }
        return distinct(tasks == null ? EmbeddedDatasets.names() : tasks).stream()
                .map(task -> ComparedTask.embedded(task, quick, training, distinct(cells), this::wrong))
                .toList();
    }

    private ExperimentPlan plan(List<ComparedTask> compared, Optional<LoadedSuite> suites) {
        List<Match> chosen = matches != null
                ? matches.stream().map(id -> Match.of(id).orElseThrow()).toList()
                : suites.map(LoadedSuite::matches).orElse(List.of(Match.WIDTH));
        var plan = new ExperimentPlan.Builder()
                .tasks(compared.stream().map(ComparedTask::name).toList())
                .seeds(seeds)
                .settings(compared.stream().collect(Collectors.toMap(ComparedTask::name, ComparedTask::settings)))
                .arguments(compared.stream().collect(Collectors.toMap(ComparedTask::name, ComparedTask::arguments)))
                .skipped(suites.map(LoadedSuite::skipped).orElse(List.of()))
                .matches(chosen)
                .tuning(tuning.chosen().orElse(null))
                .out(out);
        compared.forEach(task -> plan.cellsOf(task.name(), task.cells()));
        if (jobs != null) {
            plan.jobs(jobs);
        }
        try {
            return plan.build();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private void asUsage(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void known(String what, List<String> found, List<String> valid) {
        for (String name : found) {
            if (!valid.contains(name)) {
                throw wrong(ExperimentPlan.unknown(what, name, valid));
            }
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

    /** The valid values of {@code --tasks}, some of which stand for many. */
    static final class TaskNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return EmbeddedDatasets.namesAndForms().iterator();
        }
    }

    /** The valid values of {@code --match}. */
    static final class MatchNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Match.ids().iterator();
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
