package io.github.gru4j.experiments.statistics;

import java.util.List;

/**
 * All runs of a task.
 *
 * @param task name
 * @param direction of the metric
 * @param baseline metric of the naive baseline
 * @param cells one or more, no two of the same name, with the same seeds in the same order
 */
public record TaskRuns(String task, Direction direction, double baseline, List<Runs> cells) {

    /**
     * @throws IllegalArgumentException if there is no cell, a name occurs twice, seeds differ, or the baseline is no number
     */
    public TaskRuns {
        cells = List.copyOf(cells);
        if (cells.isEmpty()
                || cells.stream().map(Runs::cell).distinct().count() < cells.size()
                || !Double.isFinite(baseline)) {
            throw new IllegalArgumentException(
                    "Expected cells of different names and a baseline for task %s, found %s and %s."
                            .formatted(task, cells.stream().map(Runs::cell).toList(), baseline));
        }
        cells.forEach(cells.get(0)::requireSeedsOf);
    }

    List<String> names() {
        return cells.stream().map(Runs::cell).toList();
    }

    /** Higher is better; negative infinity for a diverged run. */
    double[] scores(int cell) {
        return direction.scores(cells.get(cell).values());
    }

    /**
     * Names of the cells, which every task must have in the same order.
     *
     * @throws IllegalArgumentException if there is no task, or a task has other cells
     */
    static List<String> cellsOf(List<TaskRuns> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one task, found none.");
        }
        List<String> names = tasks.get(0).names();
        for (TaskRuns task : tasks) {
            if (!task.names().equals(names)) {
                throw new IllegalArgumentException(
                        "Expected the same cells in the same order, found %s for task %s and %s for task %s."
                                .formatted(names, tasks.get(0).task(), task.names(), task.task()));
            }
        }
        return names;
    }
}
