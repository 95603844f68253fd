package io.github.gru4j.datasets.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the rows that do not follow the row before by one step. */
final class GapFinder implements RawTable.RowVisitor {

    /** Steps that a spacing may be off a multiple: a year of months is 11.8 times 31 days. */
    private static final double UNEVEN = 0.25;

    private static final int SHOWN = 3;

    private final TimeAxis axis;
    private final double step;
    private final int timePlace;
    private final List<String> first = new ArrayList<>();
    private int[] breaks = new int[16];
    private int count;
    private long lacking;
    private int uneven;
    private double firstUneven;
    private double before;

    GapFinder(TimeAxis axis, int timePlace) {
        this.axis = axis;
        this.timePlace = timePlace;
        step = axis.step();
    }

    @Override
    public void visit(int row, double[] values, int at) {
        double time = values[at + timePlace];
        double spacing = time - before;
        if (row > 0 && !TimeAxis.isStep(spacing, step)) {
            long steps = Math.round(spacing / step);
            if (steps < 1 || Math.abs(spacing / step - steps) > UNEVEN) {
                firstUneven = uneven == 0 ? before : firstUneven;
                uneven++;
            } else {
                lacking += steps - 1;
            }
            if (count < SHOWN) {
                first.add(axis.show(before) + " to " + axis.show(time));
            }
            if (count == breaks.length) {
                breaks = Arrays.copyOf(breaks, 2 * count);
            }
            breaks[count++] = row;
        }
        before = time;
    }

    int count() {
        return count;
    }

    int[] breaks() {
        return Arrays.copyOf(breaks, count);
    }

    /** Rows that would fill the gaps. */
    long lacking() {
        return lacking;
    }

    /** Spacings that are no multiple of the step. */
    int uneven() {
        return uneven;
    }

    double firstUneven() {
        return firstUneven;
    }

    String summary() {
        return count + (count == 1 ? " gap" : " gaps") + " in time (the step is " + axis.showStep() + "): "
                + String.join(", ", first)
                + (count > SHOWN ? ", ..." : "");
    }
}
