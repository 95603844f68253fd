package io.github.gru4j.experiments;

import java.util.List;

/**
 * How much every cell was tuned, the same for all, and what came of it.
 *
 * @param trials for each task and cell, of the equal-width network
 * @param space what was drawn from what, as given, for instance {@code learning-rate=1e-4..1e-2:log}
 * @param runs what was tried
 * @param chosen for each task and cell; empty while trials are missing
 */
public record TuningBudget(int trials, List<String> space, List<PlannedRun> runs, List<ChosenSettings> chosen) {

    public TuningBudget {
        space = List.copyOf(space);
        runs = List.copyOf(runs);
        chosen = chosen == null ? List.of() : List.copyOf(chosen);
    }

    /** One from which nothing has been chosen yet. */
    public TuningBudget(int trials, List<String> space, List<PlannedRun> runs) {
        this(trials, space, runs, List.of());
    }
}
