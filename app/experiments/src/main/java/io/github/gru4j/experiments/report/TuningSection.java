package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
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
                "%s by random search for each task and cell, the same for all, drawn from %s. What is kept is the trial with the lowest validation loss; the test split has no say in it."
                        .formatted(
                                Words.count(tuning.trials(), "trial", "trials"), Words.list(tuning.space())),
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
        long diverged = trials.stream().filter(RunText::diverged).count();
        List<RunSettings> tried = trials.stream().map(RunRecord::settings).toList();
        return Optional.of(new Choice(
                task,
                CellLabels.of(cell),
                trials.size() + (diverged > 0 ? " (" + diverged + " diverged)" : ""),
                comparison.outcomes(task, cell, Match.WIDTH).stream()
                        .findFirst()
                        .map(outcome -> chosen(outcome.run().settings(), tried))
                        .orElse("not yet"),
                Numbers.brief(losses.stream()
                        .filter(Double::isFinite)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(Double.NaN)),
                Numbers.brief(Statistics.median(losses))));
    }

    private static String chosen(RunSettings settings, List<RunSettings> tried) {
        var values = SettingsFields.values(settings);
        return SettingsFields.varying(tried).stream()
                .map(name -> Words.ofName(name) + " " + value(values.get(name)))
                .collect(Collectors.joining(", "));
    }

    private static String value(Object value) {
        return value instanceof Double number ? Numbers.tick(number) : String.valueOf(value);
    }
}
