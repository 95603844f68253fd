package io.github.gru4j.experiments;

import java.util.List;

/**
 * What a comparison compares; a line of {@code results.jsonl} among those of its runs, written when it is known which they are. The
 * last one in a file is what its report shows.
 *
 * @param plan version of this record's layout; runs have {@code format} instead
 * @param tasks in the order of the report
 * @param cells of all tasks, by name, in the order of the report; a task may have some of them, in an order of its own
 *     ({@link Comparison#cells})
 * @param seeds of the runs
 * @param matches in the order of the report
 * @param tuning null if settings were given
 * @param runs all there should be; empty while settings are being tuned
 * @param skipped tasks that are named, and could not be had
 */
public record PlanRecord(
        int plan,
        List<TaskPlan> tasks,
        List<String> cells,
        List<Long> seeds,
        List<Match> matches,
        TuningBudget tuning,
        List<PlannedRun> runs,
        List<SkippedTask> skipped) {

    /** The layout that this version writes. */
    public static final int FORMAT = 1;

    public PlanRecord {
        tasks = List.copyOf(tasks);
        cells = List.copyOf(cells);
        seeds = List.copyOf(seeds);
        matches = List.copyOf(matches);
        runs = List.copyOf(runs);
        skipped = skipped == null ? List.of() : List.copyOf(skipped);
    }

    /** Of which no task is skipped. */
    public PlanRecord(
            int plan,
            List<TaskPlan> tasks,
            List<String> cells,
            List<Long> seeds,
            List<Match> matches,
            TuningBudget tuning,
            List<PlannedRun> runs) {
        this(plan, tasks, cells, seeds, matches, tuning, runs, List.of());
    }
}
