package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.PlanRecord;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.SkippedTask;
import io.github.gru4j.networks.CellType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What claims may be about.
 *
 * @param cells of each task, by its name
 * @param skipped tasks that are known, and of which there are no runs
 * @param matches what cells have in common; the first is meant where a claim says nothing
 */
public record ClaimNames(Map<String, List<String>> cells, List<String> skipped, List<Match> matches) {

    /** Those of a comparison that is to be. */
    public static ClaimNames of(ExperimentPlan plan) {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        plan.tasks()
                .forEach(task -> cells.put(
                        task, plan.cells(task).stream().map(CellType::id).toList()));
        return new ClaimNames(cells, names(plan.skipped()), plan.matches());
    }

    /** Those of a comparison that there is. */
    public static ClaimNames of(PlanRecord plan) {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        plan.tasks().forEach(task -> cells.put(task.task(), new ArrayList<>()));
        for (PlannedRun run : plan.runs()) {
            List<String> ofTask = cells.computeIfAbsent(run.task(), task -> new ArrayList<>());
            if (!ofTask.contains(run.cell())) {
                ofTask.add(run.cell());
            }
        }
        return new ClaimNames(cells, names(plan.skipped()), plan.matches());
    }

    private static List<String> names(List<SkippedTask> skipped) {
        return skipped.stream().map(SkippedTask::task).toList();
    }

    /** All cells of all tasks. */
    List<String> allCells() {
        return cells.values().stream().flatMap(List::stream).distinct().toList();
    }
}
