package io.github.gru4j.experiments;

import java.util.List;

/**
 * How much every cell was tuned; the same for all.
 *
 * @param trials for each task, cell and match
 * @param space what was drawn from what, as given, for instance {@code learning-rate=1e-4..1e-2:log}
 * @param runs what was tried
 */
public record TuningBudget(int trials, List<String> space, List<PlannedRun> runs) {

    public TuningBudget {
        space = List.copyOf(space);
        runs = List.copyOf(runs);
    }
}
