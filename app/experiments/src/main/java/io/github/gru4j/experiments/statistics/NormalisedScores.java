package io.github.gru4j.experiments.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The runs of many tasks on one scale: 0 is the naive baseline, 1 the best mean that a cell reaches on the task. A run can be
 * below 0 and above 1. A diverged run is at negative infinity.
 *
 * <p>The best mean is taken among cells of which no run diverged. Intervals take it as given, so they are those of cells
 * relative to the best one seen.
 */
public final class NormalisedScores {

    /**
     * A task that has no such scale.
     *
     * @param task name
     * @param reason why
     */
    public record LeftOut(String task, String reason) {}

    private final List<String> cells;
    private final List<String> tasks = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    /** Task by task, cell by cell, run by run. */
    private final List<double[][]> scores = new ArrayList<>();

    private NormalisedScores(List<String> cells) {
        this.cells = cells;
    }

    /**
     * Brings tasks to one scale.
     *
     * @throws IllegalArgumentException if there is no task, or not every task has the same cells in the same order
     */
    public static NormalisedScores of(List<TaskRuns> tasks) {
        var normalised = new NormalisedScores(TaskRuns.cellsOf(tasks));
        tasks.forEach(normalised::add);
        return normalised;
    }

    /** Names of the cells. */
    public List<String> cells() {
        return cells;
    }

    /** Names of the tasks that have a scale. */
    public List<String> tasks() {
        return List.copyOf(tasks);
    }

    /** The others. */
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    /**
     * Scores of a cell, task by task and run by run; a copy.
     *
     * @throws IllegalArgumentException if there is no such cell
     */
    public double[][] of(String cell) {
        int index = cells.indexOf(cell);
        if (index < 0) {
            throw new IllegalArgumentException("Expected one of the cells " + cells + ", found \"" + cell + "\".");
        }
        return scores.stream().map(task -> task[index].clone()).toArray(double[][]::new);
    }

    private void add(TaskRuns task) {
        double zero = task.direction().score(task.baseline());
        double[][] raw = IntStream.range(0, cells.size()).mapToObj(task::scores).toArray(double[][]::new);
        OptionalDouble best = Arrays.stream(raw)
                .filter(runs -> Diverged.count(runs) == 0)
                .mapToDouble(StudentInterval::mean)
                .max();
        if (best.isEmpty()) {
            leftOut.add(new LeftOut(task.task(), "every cell has a run that gave no number"));
        } else if (best.getAsDouble() <= zero) {
            leftOut.add(new LeftOut(task.task(), "no cell beats the naive baseline"));
        } else {
            double one = best.getAsDouble() - zero;
            tasks.add(task.task());
            scores.add(Arrays.stream(raw)
                    .map(runs -> Arrays.stream(runs)
                            .map(score -> (score - zero) / one)
                            .toArray())
                    .toArray(double[][]::new));
        }
    }
}
