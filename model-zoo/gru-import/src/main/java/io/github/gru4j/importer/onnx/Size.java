package io.github.gru4j.importer.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A number that a graph computes of shapes: a factor times the lengths of axes.
 *
 * @param factor of a number without axes the number itself
 * @param axes none for a plain number; null if nothing is known
 */
record Size(long factor, List<Axis> axes) {

    private static final int MOST_AXES = 8;

    static final Size UNKNOWN = new Size(0, null);

    static Size of(long number) {
        return new Size(number, List.of());
    }

    static Size of(Axis axis) {
        if (axis.role() == Axis.Role.ROWS) {
            return product(axis.parts().stream().map(Size::of).toList());
        }
        boolean settled = axis.role() != Axis.Role.BATCH
                && axis.role() != Axis.Role.TIME
                && axis.role() != Axis.Role.UNKNOWN
                && axis.size() >= 0;
        return settled ? of(axis.size()) : new Size(1, List.of(axis));
    }

    static Size product(List<Size> sizes) {
        long factor = 1;
        var axes = new ArrayList<Axis>();
        for (var size : sizes) {
            if (!size.isKnown() || axes.size() + size.axes().size() > MOST_AXES) {
                return UNKNOWN;
            }
            factor = Math.multiplyExact(factor, size.factor());
            axes.addAll(size.axes());
        }
        return new Size(factor, List.copyOf(axes));
    }

    boolean isKnown() {
        return axes != null;
    }

    boolean isNumber() {
        return axes != null && axes.isEmpty();
    }

    /** Whether this is, or may be, the length of these axes together. */
    boolean fits(List<Axis> group) {
        if (!isKnown()) {
            return group.size() == 1;
        }
        var whole = product(group.stream().map(Size::of).toList());
        if (whole.isKnown() && whole.factor() == factor && sameAxes(whole.axes())) {
            return true;
        }
        long length = 1;
        for (var axis : group) {
            if (axis.size() < 0) {
                // A number where the length is open: written for sequences of one length or for one size of batch.
                return isNumber() && group.size() == 1;
            }
            length = Math.multiplyExact(length, axis.size());
        }
        return length == number();
    }

    private boolean sameAxes(List<Axis> others) {
        if (others.size() != axes.size()) {
            return false;
        }
        for (var axis : axes) {
            if (others.stream().noneMatch(other -> other == axis)) {
                return false;
            }
        }
        return true;
    }

    /** The number that this is if all axes have the lengths that the file declares; -1 if it does not say. */
    private long number() {
        long number = factor;
        for (var axis : axes) {
            if (axis.size() < 0) {
                return -1;
            }
            number = Math.multiplyExact(number, axis.size());
        }
        return number;
    }
}
