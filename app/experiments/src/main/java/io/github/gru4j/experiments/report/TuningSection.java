package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.ChosenSettings;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Statistics;
import io.github.gru4j.experiments.TaskPlan;
import io.github.gru4j.experiments.TuningBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How settings were tuned, and what was chosen.
 *
 * @param budget what every cell was given, sentences
 * @param choices one for each task and cell
 */
record TuningSection(String budget, List<Choice> choices) {

    /**
     * What was chosen for a cell.
     *
     * @param trials how many are there
     * @param chosen the settings that were tuned
     * @param best lowest validation loss of a trial
     * @param median of the trials' validation losses
     */
    record Choice(String task, String cell, String trials, String chosen, String best, String median) {}

    /** Empty if settings were given. */
    static Optional<TuningSection> of(Comparison comparison) {
        TuningBudget tuning = comparison.plan().tuning();
        if (tuning == null) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        for (TaskPlan task : comparison.plan().tasks()) {
            for (String cell : comparison.plan().cells()) {
                choice(comparison, tuning, task.task(), cell).ifPresent(choices::add);
            }
        }
        return Optional.of(new TuningSection(
                "%s by random search for each task and cell, the same for all, drawn from %s. What is kept is the trial with the lowest validation loss; the test split has no say in it. Trials are at equal width, and what they chose holds for every match."
                        .formatted(Words.count(tuning.trials(), "trial", "trials"), Words.list(tuning.space())),
                choices));
    }

    private static Optional<Choice> choice(Comparison comparison, TuningBudget tuning, String task, String cell) {
        List<RunRecord> trials = tuning.runs().stream()
                .filter(run -> run.task().equals(task) && run.cell().equals(cell))
                .map(PlannedRun::run)
                .distinct()
                .map(comparison::run)
                .filter(Objects::nonNull)
                .toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Double> losses = trials.stream().map(BestRuns::validationLoss).toList();
        long diverged = trials.stream().filter(RunRecord::diverged).count();
        return Optional.of(new Choice(
                task,
                CellLabels.of(cell),
                trials.size() + (diverged > 0 ? " (" + diverged + " diverged)" : ""),
                tuning.chosen().stream()
                        .filter(chosen ->
                                chosen.task().equals(task) && chosen.cell().equals(cell))
                        .findFirst()
                        .map(TuningSection::values)
                        .orElse("not yet"),
                Numbers.brief(losses.stream()
                        .filter(Double::isFinite)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(Double.NaN)),
                Numbers.brief(Statistics.median(losses))));
    }

    private static String values(ChosenSettings chosen) {
        return chosen.values().entrySet().stream()
                .map(value -> value.getKey().replace('-', ' ') + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
