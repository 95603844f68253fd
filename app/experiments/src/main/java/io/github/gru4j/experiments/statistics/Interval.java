package io.github.gru4j.experiments.statistics;

/**
 * A confidence interval.
 *
 * @param low lower end; negative infinity if diverged runs leave it open; NaN if there is no interval
 * @param high upper end; NaN if there is no interval
 */
public record Interval(double low, double high) {

    /** Where the data allow none. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /**
     * @throws IllegalArgumentException if only one end is NaN, or the ends are in the wrong order
     */
    public Interval {
        if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException(
                    "Expected a lower end, then an upper end, found " + low + " and " + high + ".");
        }
    }

    /** Whether there is one. */
    public boolean isAvailable() {
        return !Double.isNaN(low);
    }

    /** Whether {@code value} is outside; never if there is no interval. */
    public boolean leavesOut(double value) {
        return value < low || value > high;
    }

    /**
     * This interval, cut at the least and the greatest value that there can be, as 0 and 1 for an accuracy. It covers as
     * often as before, because the truth is in these bounds.
     */
    public Interval cutTo(double least, double greatest) {
        return isAvailable() ? new Interval(clamp(low, least, greatest), clamp(high, least, greatest)) : this;
    }

    private static double clamp(double value, double least, double greatest) {
        return Math.min(greatest, Math.max(least, value));
    }
}
