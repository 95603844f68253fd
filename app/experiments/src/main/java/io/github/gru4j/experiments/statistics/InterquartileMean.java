package io.github.gru4j.experiments.statistics;

import java.util.Arrays;

/**
 * What a cell reaches over many tasks: the mean of the middle half of the normalised scores of all its runs. A quarter of the
 * runs, rounded down, is left out at either end. Agarwal et al., "Deep reinforcement learning at the edge of the statistical
 * precipice" (NeurIPS 2021).
 *
 * <p>The interval is that of {@link StratifiedBootstrap}, from 5 tasks and 5 seeds on.
 *
 * @param value normalised as {@link NormalisedScores}; NaN if the middle half has a diverged run, or there is no task
 * @param interval its lower end is negative infinity if diverged runs leave it open
 * @param note why there is no value or no interval; empty if both are there
 */
public record InterquartileMean(double value, Interval interval, String note) {

    /** The interquartile mean of a cell. */
    public static InterquartileMean of(NormalisedScores scores, String cell) {
        double[][] tasks = scores.of(cell);
        double[] all = flat(tasks);
        if (all.length == 0) {
            return new InterquartileMean(Double.NaN, Interval.NONE, "not available: no task has a scale");
        }
        double value = of(all);
        if (Diverged.is(value)) {
            return new InterquartileMean(Double.NaN, Interval.NONE, Diverged.note(Diverged.count(all), all.length));
        }
        String note = StratifiedBootstrap.noInterval(tasks);
        return new InterquartileMean(value, note.isEmpty() ? interval(tasks) : Interval.NONE, note);
    }

    /** Mean of the values without the least and the greatest quarter, each of {@code floor(n / 4)} values. */
    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 4;
        double sum = 0;
        for (int i = cut; i < sorted.length - cut; i++) {
            sum += sorted[i];
        }
        return sum / (sorted.length - 2 * cut);
    }

    private static Interval interval(double[][] tasks) {
        return StratifiedBootstrap.intervals(tasks, resample -> new double[] {of(flat(resample))})[0];
    }

    static double[] flat(double[][] tasks) {
        double[] flat =
                new double[Arrays.stream(tasks).mapToInt(task -> task.length).sum()];
        int next = 0;
        for (double[] task : tasks) {
            System.arraycopy(task, 0, flat, next, task.length);
            next += task.length;
        }
        return flat;
    }
}
