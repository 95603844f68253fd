package io.github.gru4j.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which of a cell's trials is the best. */
final class TrialChoice {

    private TrialChoice() {}

    /** The index of the trial with the lowest validation loss; of the first if all diverged. */
    static int best(List<RunRecord> trials) {
        return trials.indexOf(trials.stream()
                .min(Comparator.comparingDouble(TrialChoice::loss))
                .orElseThrow());
    }

    /** Of the best epoch; infinite for a trial that diverged. */
    private static double loss(RunRecord trial) {
        return trial.diverged() || trial.bestEpoch() == 0
                ? Double.POSITIVE_INFINITY
                : trial.curve().get(trial.bestEpoch() - 1).validationLoss();
    }

    /**
     * What tuning chose for a cell of a task.
     *
     * @param trials of this cell, from the first on
     */
    static ChosenSettings of(Tuning tuning, List<RunRecord> trials) {
        int best = best(trials);
        RunRecord run = trials.get(best);
        Map<String, String> values = tuning.space().draw(best + 1);
        return new ChosenSettings(run.task().name(), run.cell(), run.id(), values);
    }
}
