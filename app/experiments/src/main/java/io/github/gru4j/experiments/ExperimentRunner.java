package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.TaskRuns.Planned;
import io.github.gru4j.networks.CellType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trains what a plan asks for: the same network, optimiser, order of data and seeds for every cell, as wide as the matches ask for
 * and, where the plan says so, with settings that were searched for with the same effort.
 *
 * <p>Every finished run is a line of {@code results.jsonl} at once; runs that are there already are not trained again,
 * so an experiment that was stopped goes on where it was. Metrics are the same, digit for digit, every time and for any
 * number of jobs; times are not.
 *
 * <p>From the first run on, ND4J's unreachable arrays are freed between batches only, in this whole JVM and for good: with
 * several training threads ND4J 1.0.0-M2.1 frees some that are in use.
 *
 * <pre>{@code
 * Comparison comparison = new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {}).run(plan);
 * Summary.of(comparison).write(plan.out());
 * }</pre>
 */
public final class ExperimentRunner {

    private final DataSource source;
    private final ExperimentListener listener;

    /** Takes data from this source and tells this listener how it goes. */
    public ExperimentRunner(DataSource source, ExperimentListener listener) {
        this.source = source;
        this.listener = listener;
    }

    /**
     * Trains all runs of the plan that are not in the results yet.
     *
     * @return the plan with its runs, by task, then seed, then match, then cell, in the plan's order
     * @throws IllegalArgumentException before anything is trained, if the source does not know a task or the kernel that
     *     is asked for does not exist (the message lists those that there are), or if a cell cannot do what a task asks
     * @throws OutputException if results cannot be kept in the plan's directory; before any training, where possible
     * @throws InterruptedException if this thread is interrupted; finished runs are kept
     */
    public Comparison run(ExperimentPlan plan) throws OutputException, InterruptedException {
        for (String task : plan.tasks()) {
            if (!source.names().contains(task)) {
                throw new IllegalArgumentException(ExperimentPlan.unknown("task", task, source.names()));
            }
            // A kernel that does not exist is found here, before anything is made.
            plan.cells(task).forEach(Implementation::of);
        }
        try (ResultsFile results = ResultsFile.open(plan.out())) {
            List<TaskRuns> tasks = load(plan);
            listener.runsPlanned(tasks.stream().collect(Collectors.toMap(TaskRuns::task, task -> count(task, plan))));
            var trainer = new Trainer(results, listener, EnvironmentProbe.probe(plan.jobs()));
            TuningBudget budget = plan.tuning() == null ? null : tune(tasks, plan, results, trainer);
            List<Planned> runs = tasks.stream()
                    .flatMap(task -> task.runs(plan.seeds(), plan.matches(), chosen(task, budget)).stream())
                    .toList();
            PlanRecord record = record(plan, budget, runs);
            results.append(record);
            trainer.train(runs);
            return new Comparison(record, trainer.done());
        }
    }

    private List<TaskRuns> load(ExperimentPlan plan) {
        List<TaskRuns> tasks = new ArrayList<>();
        for (String task : plan.tasks()) {
            RunSettings settings = plan.settings().get(task);
            SequenceDataset data;
            try (var work = ArrayReclaimer.enter()) {
                data = source.load(task, settings.maxTrain());
            }
            for (CellType cell : plan.cells(task)) {
                TaskNetwork.refusal(data.task(), cell).ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
            }
            tasks.add(new TaskRuns(data, plan.cells(task), settings));
        }
        return tasks;
    }

    /** Different runs, of which what tuning finds changes the settings and not the number. */
    private static int count(TaskRuns task, ExperimentPlan plan) {
        Set<String> runs = new HashSet<>();
        task.runs(plan.seeds(), plan.matches())
                .forEach(run -> runs.add(run.entry().run()));
        if (plan.tuning() != null) {
            task.trials(plan.tuning()).forEach(run -> runs.add(run.entry().run()));
        }
        return runs.size();
    }

    private static TuningBudget tune(List<TaskRuns> tasks, ExperimentPlan plan, ResultsFile results, Trainer trainer)
            throws OutputException, InterruptedException {
        Tuning tuning = plan.tuning();
        List<Planned> trials =
                tasks.stream().flatMap(task -> task.trials(tuning).stream()).toList();
        var budget = new TuningBudget(
                tuning.trials(),
                tuning.space().texts(),
                trials.stream().map(Planned::entry).toList());
        if (trials.stream().anyMatch(trial -> trainer.done(trial) == null)) {
            // So that a report of what is there, if it ends here, does not take trials for runs.
            results.append(record(plan, budget, List.of()));
        }
        trainer.train(trials);
        List<ChosenSettings> chosen = new ArrayList<>();
        for (TaskRuns task : tasks) {
            for (CellType cell : task.cells()) {
                chosen.add(TrialChoice.of(
                        tuning,
                        trials.stream()
                                .filter(trial -> trial.entry().task().equals(task.task())
                                        && trial.run().cell() == cell)
                                .map(trainer::done)
                                .toList()));
            }
        }
        return new TuningBudget(budget.trials(), budget.space(), budget.runs(), chosen);
    }

    /** @param budget null if there was no tuning */
    private static Map<CellType, RunSettings> chosen(TaskRuns task, TuningBudget budget) {
        Map<CellType, RunSettings> chosen = new EnumMap<>(CellType.class);
        task.cells().forEach(cell -> chosen.put(cell, task.settings()));
        if (budget != null) {
            budget.chosen().stream()
                    .filter(c -> c.task().equals(task.task()))
                    .forEach(c -> chosen.computeIfPresent(
                            CellType.of(c.cell()).orElseThrow(),
                            (cell, settings) -> TuningSpace.apply(settings, c.values())));
        }
        return chosen;
    }

    private static PlanRecord record(ExperimentPlan plan, TuningBudget budget, List<Planned> runs) {
        return new PlanRecord(
                PlanRecord.FORMAT,
                plan.tasks().stream()
                        .map(task -> new TaskPlan(task, plan.arguments().getOrDefault(task, List.of())))
                        .toList(),
                plan.tasks().stream()
                        .flatMap(task -> plan.cells(task).stream())
                        .distinct()
                        .map(CellType::id)
                        .toList(),
                plan.seeds(),
                plan.matches(),
                budget,
                runs.stream().map(Planned::entry).toList(),
                plan.skipped());
    }
}
