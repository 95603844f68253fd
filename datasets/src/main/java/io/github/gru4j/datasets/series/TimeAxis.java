package io.github.gru4j.datasets.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a series as they go by: whether they are in order, and the spacing that is most common.
 *
 * <p>Spacings are told apart by their first three digits: enough for a day of 23 hours and for a clock that trembles, and
 * few enough to be counted for any file.
 */
final class TimeAxis {

    /** Of the step, what a spacing may be off: months of 28 and 31 days are steps alike, and so are years, and days of 23 hours. */
    private static final double TOLERANCE = 0.1;

    private static final double MILLIS_OF_A_DAY = 86_400_000;

    private static final int DAYS_OF_A_WEEK = 7;

    private final boolean plainNumbers;
    private final Map<Long, Spacing> spacings = new HashMap<>();
    private Spacing latest = new Spacing(Double.NaN);
    private double before = Double.NaN;
    private int outOfOrder;

    private static final class Spacing {
        private final double first;
        private long count;

        Spacing(double first) {
            this.first = first;
        }
    }

    TimeAxis(boolean plainNumbers) {
        this.plainNumbers = plainNumbers;
    }

    boolean plainNumbers() {
        return plainNumbers;
    }

    /** Takes the time of the next row; false if it is that of the row before. */
    boolean add(double time) {
        double spacing = time - before;
        before = time;
        if (spacing == latest.first) {
            latest.count++;
        } else if (spacing > 0) {
            latest = spacings.computeIfAbsent(threeDigits(spacing), key -> new Spacing(spacing));
            latest.count++;
        } else if (spacing < 0) {
            outOfOrder++;
        }
        return spacing != 0;
    }

    private static long threeDigits(double spacing) {
        int exponent = (int) Math.floor(Math.log10(spacing));
        return 10_000L * exponent + Math.round(spacing / Math.pow(10, exponent) * 100);
    }

    /** Rows that are earlier than the row before them. */
    int outOfOrder() {
        return outOfOrder;
    }

    /** The spacing that is most common, the smallest of several; NaN if there is but one row. */
    double step() {
        var most = new Spacing(Double.NaN);
        for (var spacing : spacings.values()) {
            if (spacing.count > most.count || (spacing.count == most.count && spacing.first < most.first)) {
                most = spacing;
            }
        }
        return most.first;
    }

    /** Whether all spacings are the step. */
    boolean even() {
        double step = step();
        return spacings.values().stream().allMatch(spacing -> isStep(spacing.first, step, TOLERANCE / 2));
    }

    static boolean isStep(double spacing, double step) {
        return isStep(spacing, step, TOLERANCE);
    }

    private static boolean isStep(double spacing, double step, double tolerance) {
        return Math.abs(spacing - step) <= tolerance * step;
    }

    /** Steps that make a season: a day for rows within a day, a week for days, a year for what is longer; empty if none is known. */
    Optional<Integer> season() {
        double days = step() / MILLIS_OF_A_DAY;
        if (plainNumbers || Double.isNaN(days)) {
            return Optional.empty();
        }
        if (days < 1 - TOLERANCE) {
            long steps = Math.round(1 / days);
            boolean divides = steps >= 2 && Math.abs(steps * days - 1) < 1e-6 && steps < Integer.MAX_VALUE;
            return divides ? Optional.of((int) steps) : Optional.empty();
        }
        if (isStep(days, 1)) {
            return Optional.of(DAYS_OF_A_WEEK);
        }
        for (int inAYear : new int[] {52, 12, 4}) {
            if (isStep(days, 365.25 / inAYear)) {
                return Optional.of(inAYear);
            }
        }
        return Optional.empty();
    }

    /** A time, for people. */
    String show(double time) {
        return plainNumbers
                ? trimmed(time)
                : LocalDateTime.ofInstant(Instant.ofEpochMilli((long) time), ZoneOffset.UTC)
                        .toString();
    }

    /** The step, for people. */
    String showStep() {
        double step = step();
        if (plainNumbers) {
            return trimmed(step);
        }
        double seconds = step / 1000;
        if (seconds < 120) {
            return trimmed(seconds) + " s";
        }
        if (seconds < 3600) {
            return trimmed(seconds / 60) + " min";
        }
        return seconds < 172_800 ? trimmed(seconds / 3600) + " h" : trimmed(seconds / 86_400) + " days";
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
