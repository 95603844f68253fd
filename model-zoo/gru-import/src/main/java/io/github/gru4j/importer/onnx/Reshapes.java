package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Sizes;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;

/**
 * Reshape and Flatten: which axes become one. Values keep their order, so every axis of the result is a run of axes of the input;
 * directions beside features become features, steps and examples become rows and come back.
 */
final class Reshapes {

    private static final long REST = -1;
    private static final int MOST_AXES = 8;

    private final Findings found;

    Reshapes(Findings found) {
        this.found = found;
    }

    Data flattened(NodeProto node, Data data) {
        long given = Attributes.integer(node, "axis", 1);
        int at = given == data.axes().size() ? (int) given : data.axis(given);
        var before = plain(data.axes().subList(0, at));
        var after = plain(data.axes().subList(at, data.axes().size()));
        return data.with(List.of(joined(before), joined(after)));
    }

    Data reshaped(NodeProto node, Data data) {
        if (!(found.input(node, 1) instanceof Sizes shape) || shape.entries().size() > MOST_AXES) {
            throw new IllegalArgumentException("gives the value a shape that is not known");
        }
        if (Attributes.integer(node, "allowzero", 0) != 0) {
            throw new IllegalArgumentException("has allowzero=1, which is not supported");
        }
        var wanted = new ArrayList<Object>();
        for (int i = 0; i < shape.entries().size(); i++) {
            var entry = shape.entries().get(i);
            boolean copied = entry.isNumber() && entry.factor() == 0;
            if (copied && i >= data.axes().size()) {
                throw new IllegalArgumentException("copies axis " + i + " of a value of rank "
                        + data.axes().size());
            }
            wanted.add(copied ? data.axes().get(i) : entry);
        }
        var axes = match(plain(data.axes()), wanted);
        if (axes == null) {
            throw new IllegalArgumentException("gives the value " + data.axes()
                    + " another shape than directions beside features, or steps and examples as rows, call for");
        }
        return data.with(axes);
    }

    private static List<Axis> plain(List<Axis> axes) {
        return axes.stream()
                .filter(axis -> !axis.isSingle())
                .flatMap(axis -> axis.parts().stream())
                .toList();
    }

    /** The axes of the result, or null. */
    private static List<Axis> match(List<Axis> from, List<Object> wanted) {
        if (wanted.isEmpty()) {
            return from.isEmpty() ? List.of() : null;
        }
        var rest = wanted.subList(1, wanted.size());
        for (int many = 1; many <= from.size(); many++) {
            var group = from.subList(0, many);
            if (fits(group, wanted.get(0))) {
                var behind = match(from.subList(many, from.size()), rest);
                if (behind != null) {
                    var all = new ArrayList<Axis>();
                    all.add(joined(group));
                    all.addAll(behind);
                    return all;
                }
            }
        }
        if (isOne(wanted.get(0))) {
            var behind = match(from, rest);
            if (behind != null) {
                var all = new ArrayList<Axis>();
                all.add(Axis.one());
                all.addAll(behind);
                return all;
            }
        }
        return null;
    }

    private static boolean isOne(Object wanted) {
        return wanted instanceof Size size
                ? size.isNumber() && (size.factor() == 1 || size.factor() == REST)
                : ((Axis) wanted).isSingle();
    }

    private static boolean fits(List<Axis> group, Object wanted) {
        if (wanted instanceof Axis axis) {
            return group.equals(axis.parts());
        }
        var size = (Size) wanted;
        boolean rest = size.isNumber() && size.factor() == REST;
        return isJoinable(group) && (rest || size.fits(group));
    }

    /** One axis, directions beside features, or only steps and examples. */
    private static boolean isJoinable(List<Axis> group) {
        int last = group.size() - 1;
        boolean features = group.get(last).role() == Axis.Role.FEATURES;
        return group.subList(0, last).stream()
                .allMatch(axis -> features
                        ? axis.role() == Axis.Role.DIRECTIONS
                        : axis.role() != Axis.Role.FEATURES
                                && (axis.role() != Axis.Role.DIRECTIONS)
                                && group.get(last).role() != Axis.Role.DIRECTIONS);
    }

    private static Axis joined(List<Axis> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        if (group.isEmpty()) {
            return Axis.one();
        }
        var last = group.get(group.size() - 1);
        if (!isJoinable(group)) {
            throw new IllegalArgumentException(
                    "joins " + group + " to one axis, which no layer here does: expected directions beside features");
        }
        if (last.role() != Axis.Role.FEATURES) {
            return Axis.rows(group);
        }
        long size = 1;
        for (var axis : group) {
            size = Math.multiplyExact(size, axis.size());
        }
        return Axis.features(size);
    }
}
