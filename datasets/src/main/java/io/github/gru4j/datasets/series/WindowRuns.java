package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.Sha256;
import java.util.Arrays;
import java.util.BitSet;

/** Where the windows of a split begin: runs of windows, one every stride, interrupted by gaps and by rows that cannot be used. */
final class WindowRuns {

    private final int window;
    private final int horizon;
    private final boolean allSteps;
    private final int stride;
    private int[] first = new int[4];
    /** Windows before each run. */
    private int[] before = new int[4];

    private int runs;
    private int count;
    private int latest;
    private int leftOut;

    private WindowRuns(SeriesOptions options) {
        window = options.window();
        horizon = options.horizon();
        allSteps = options.allSteps();
        stride = options.stride();
    }

    /**
     * All windows whose inputs and answers are rows from {@code from} on and before {@code to}, and cross no break.
     *
     * @param breaks rows that do not follow the row before, rising
     */
    static WindowRuns of(int from, int to, int[] breaks, StepTable table, SeriesOptions options) {
        var runs = new WindowRuns(options);
        int at = from;
        for (int row : breaks) {
            if (row > at && row < to) {
                runs.add(at, row, table.badInputs(), table.badAnswers());
                at = row;
            }
        }
        runs.add(at, to, table.badInputs(), table.badAnswers());
        return runs;
    }

    private void add(int from, int to, BitSet badInputs, BitSet badAnswers) {
        int badInput = badInputs.nextSetBit(from);
        int badAnswer = badAnswers.nextSetBit(from);
        for (long s = from; s + window + horizon <= to; s += stride) {
            int start = (int) s;
            int answer = start + window + (allSteps ? 0 : horizon - 1);
            if (badInput >= 0 && badInput < start) {
                badInput = badInputs.nextSetBit(start);
            }
            if (badAnswer >= 0 && badAnswer < answer) {
                badAnswer = badAnswers.nextSetBit(answer);
            }
            if ((badInput >= 0 && badInput < start + window)
                    || (badAnswer >= 0 && badAnswer < start + window + horizon)) {
                leftOut++;
            } else {
                add(start);
            }
        }
    }

    private void add(int start) {
        if (runs == 0 || start != latest + stride) {
            if (runs == first.length) {
                first = Arrays.copyOf(first, 2 * runs);
                before = Arrays.copyOf(before, 2 * runs);
            }
            first[runs] = start;
            before[runs] = count;
            runs++;
        }
        latest = start;
        count++;
    }

    /** Adds where the windows are, counted from {@code origin}. */
    void digest(Sha256 digest, int origin) {
        digest.add(stride).add(runs);
        for (int run = 0; run < runs; run++) {
            digest.add(first[run] - origin).add(before[run]);
        }
    }

    int count() {
        return count;
    }

    /** Windows that would have fitted, but for missing values. */
    int leftOut() {
        return leftOut;
    }

    /** The first row of a window. */
    int start(int index) {
        int found = Arrays.binarySearch(before, 0, runs, index);
        int run = found >= 0 ? found : -found - 2;
        return first[run] + (index - before[run]) * stride;
    }
}
