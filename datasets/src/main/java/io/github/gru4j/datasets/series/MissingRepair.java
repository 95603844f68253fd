package io.github.gru4j.datasets.series;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Puts values in place of missing ones, row by row, within one stretch of a split without gaps. Where {@link MissingValues} has nothing
 * to put there, they stay NaN.
 */
final class MissingRepair {

    /** Rows that wait for the next known value; more would fill the memory. */
    private static final int MOST_WAITING = 1_000_000;

    private final MissingValues rule;
    private final int columns;
    private final Sink sink;
    private final double[] known;
    private final long[] knownAt;
    private final Deque<double[][]> waiting = new ArrayDeque<>();
    /** Of each column, how many of the waiting rows miss it. */
    private final int[] missing;

    private long rows;

    /** Takes a row as it was, and as it is now. */
    interface Sink {
        void add(double[] original, double[] repaired) throws IOException;
    }

    /** @param columns the first of a row, which are repaired */
    MissingRepair(MissingValues rule, int columns, Sink sink) {
        this.rule = rule;
        this.columns = columns;
        this.sink = sink;
        known = new double[columns];
        knownAt = new long[columns];
        missing = new int[columns];
        forget();
    }

    private void forget() {
        Arrays.fill(known, Double.NaN);
        Arrays.fill(missing, 0);
        rows = 0;
    }

    /** Takes the next row; the array is not kept. */
    void add(double[] values, int at, int width) throws IOException {
        var original = Arrays.copyOfRange(values, at, at + width);
        var repaired = original.clone();
        if (rule == MissingValues.CARRY_FORWARD) {
            for (int i = 0; i < columns; i++) {
                known[i] = Double.isNaN(repaired[i]) ? known[i] : repaired[i];
                repaired[i] = known[i];
            }
        }
        if (rule != MissingValues.INTERPOLATE) {
            sink.add(original, repaired);
            return;
        }
        waiting.addLast(new double[][] {original, repaired});
        boolean complete = true;
        for (int i = 0; i < columns; i++) {
            if (Double.isNaN(repaired[i])) {
                missing[i]++;
            } else {
                if (missing[i] > 0) {
                    between(i, repaired[i]);
                }
                known[i] = repaired[i];
                knownAt[i] = rows;
            }
            complete &= missing[i] == 0;
        }
        rows++;
        if (complete) {
            flush();
        } else if (waiting.size() > MOST_WAITING) {
            throw new IOException(
                    "more than " + MOST_WAITING
                            + " rows follow each other without a value in some column, too many to interpolate; mask them, or leave the column out");
        }
    }

    /** Fills the last waiting rows up to the newest, whose value is known; without one before, all of them with it. */
    private void between(int column, double value) {
        long row = rows - waiting.size() + 1;
        double slope = (value - known[column]) / (rows - knownAt[column]);
        for (var waits : waiting) {
            if (Double.isNaN(waits[1][column])) {
                waits[1][column] = Double.isNaN(known[column])
                        ? value
                        : Double.isNaN(value) ? known[column] : known[column] + slope * (row - knownAt[column]);
            }
            row++;
        }
        missing[column] = 0;
    }

    private void flush() throws IOException {
        for (var row = waiting.pollFirst(); row != null; row = waiting.pollFirst()) {
            sink.add(row[0], row[1]);
        }
    }

    /** Ends a stretch: what was known in it is not known in the next. */
    void end() throws IOException {
        for (int i = 0; i < columns; i++) {
            if (missing[i] > 0) {
                between(i, Double.NaN);
            }
        }
        flush();
        forget();
    }
}
