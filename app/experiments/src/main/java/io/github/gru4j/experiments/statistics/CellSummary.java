package io.github.gru4j.experiments.statistics;

import org.apache.commons.statistics.descriptive.Median;

/**
 * One cell on one task.
 *
 * @param runs number of runs
 * @param diverged how many of them diverged
 * @param median of all runs, a diverged one being worse than any number; the mean of the middle two if their number is even;
 *     NaN if the middle has diverged
 * @param mean NaN if a run diverged
 * @param interval {@link StudentInterval} of the mean
 * @param note why there is no mean or no interval; empty if both are there
 */
public record CellSummary(int runs, int diverged, double median, double mean, Interval interval, String note) {

    /** Sums up the runs of a cell. */
    public static CellSummary of(Runs runs, Direction direction) {
        double[] values = runs.values();
        int diverged = runs.diverged();
        double median = median(values, direction);
        if (diverged > 0) {
            return new CellSummary(
                    values.length, diverged, median, Double.NaN, Interval.NONE, Diverged.note(diverged, values.length));
        }
        double mean = StudentInterval.mean(values);
        String note = noInterval(values);
        Interval interval = note.isEmpty() ? StudentInterval.of(values) : Interval.NONE;
        return new CellSummary(values.length, diverged, median, mean, interval, note);
    }

    private static String noInterval(double[] values) {
        if (values.length == 1) {
            return "no interval: one run says nothing about its spread";
        }
        if (StudentInterval.noSpread(values, StudentInterval.scale(values))) {
            return "no interval: all %d runs gave the same value".formatted(values.length);
        }
        return "";
    }

    private static double median(double[] values, Direction direction) {
        double median = Median.withDefaults().evaluate(direction.scores(values));
        if (Diverged.is(median)) {
            return Double.NaN;
        }
        return direction == Direction.HIGHER_IS_BETTER ? median : -median;
    }
}
