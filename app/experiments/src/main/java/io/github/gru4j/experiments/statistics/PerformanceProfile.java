package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many of a cell's runs get how far: for each score, the fraction of runs above it, every task weighing the same. Agarwal et
 * al., "Deep reinforcement learning at the edge of the statistical precipice" (NeurIPS 2021).
 *
 * <p>The band is of one point at a time, that of {@link StratifiedBootstrap}, from 5 tasks and 5 seeds on. It has no width
 * where all runs or none are above.
 *
 * @param points in the order of the scores asked for; none if no task has a scale
 * @param note why there are no points or no band; empty if both are there
 */
public record PerformanceProfile(List<Point> points, String note) {

    public PerformanceProfile {
        points = List.copyOf(points);
    }

    /**
     * One score.
     *
     * @param score normalised as {@link NormalisedScores}
     * @param fraction of runs above it
     * @param band 95% interval of the fraction
     */
    public record Point(double score, double fraction, Interval band) {}

    /** The profile of a cell at {@code atScores}. */
    public static PerformanceProfile of(NormalisedScores scores, String cell, double... atScores) {
        double[][] tasks = scores.of(cell);
        if (tasks.length == 0) {
            return new PerformanceProfile(List.of(), "not available: no task has a scale");
        }
        double[] fractions = fractions(tasks, atScores);
        String note = StratifiedBootstrap.noInterval(tasks);
        Interval[] bands = note.isEmpty() && atScores.length > 0
                ? StratifiedBootstrap.intervals(tasks, resample -> fractions(resample, atScores))
                : null;
        return new PerformanceProfile(
                IntStream.range(0, atScores.length)
                        .mapToObj(i -> new Point(atScores[i], fractions[i], bands == null ? Interval.NONE : bands[i]))
                        .toList(),
                note);
    }

    private static double[] fractions(double[][] tasks, double[] atScores) {
        double[] fractions = new double[atScores.length];
        for (double[] task : tasks) {
            for (int i = 0; i < atScores.length; i++) {
                fractions[i] += above(task, atScores[i]);
            }
        }
        // Divided once at the end, so that all runs above are exactly 1.
        double unit = tasks.length;
        return Arrays.stream(fractions).map(sum -> sum / unit).toArray();
    }

    private static double above(double[] scores, double limit) {
        int above = 0;
        for (double score : scores) {
            above += score > limit ? 1 : 0;
        }
        return (double) above / scores.length;
    }
}
