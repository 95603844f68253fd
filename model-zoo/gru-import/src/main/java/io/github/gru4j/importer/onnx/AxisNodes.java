package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import onnx.Onnx.NodeProto;

/** Transpose, Squeeze and Unsqueeze: where the axes of a value go. */
final class AxisNodes {

    private static final int MOST_AXES = 8;

    private final Findings found;

    AxisNodes(Findings found) {
        this.found = found;
    }

    List<Axis> transposed(NodeProto node, List<Axis> axes) {
        var perm = Attributes.ints(node, "perm");
        if (perm.isEmpty()) {
            var reversed = new ArrayList<>(axes);
            java.util.Collections.reverse(reversed);
            return reversed;
        }
        boolean fits = perm.size() == axes.size()
                && new HashSet<>(perm).size() == perm.size()
                && perm.stream().allMatch(at -> at >= 0 && at < axes.size());
        if (!fits) {
            throw new IllegalArgumentException("has perm=" + perm + " for a value of rank " + axes.size());
        }
        return perm.stream().map(at -> axes.get(Math.toIntExact(at))).toList();
    }

    List<Axis> squeezed(NodeProto node, List<Axis> axes) {
        var left = new ArrayList<>(axes);
        long[] at = found.axes(node);
        if (at == null) {
            if (node.getInputCount() > 1 && !node.getInput(1).isEmpty()) {
                throw new IllegalArgumentException("squeezes axes that are not in the file");
            }
            left.removeIf(Axis::isSingle);
            return left;
        }
        var gone = new ArrayList<Axis>();
        for (long axis : at) {
            var one = axes.get(new Data(0, axes).axis(axis));
            boolean known = one.role() == Axis.Role.UNKNOWN || one.role() == Axis.Role.FEATURES;
            if (!one.isSingle() && !(known && one.size() == 1)) {
                throw new IllegalArgumentException("squeezes axis " + axis + ", which is not known to be of length 1");
            }
            gone.add(one);
        }
        left.removeAll(gone);
        return left;
    }

    List<Axis> unsqueezed(NodeProto node, List<Axis> axes) {
        long[] at = found.axes(node);
        if (at == null || at.length != 1 || axes.size() >= MOST_AXES) {
            throw new IllegalArgumentException("adds axes that are not one in the file");
        }
        long to = at[0] < 0 ? at[0] + axes.size() + 1 : at[0];
        if (to < 0 || to > axes.size()) {
            throw new IllegalArgumentException("adds axis " + at[0] + " to a value of rank " + axes.size());
        }
        var more = new ArrayList<>(axes);
        more.add((int) to, Axis.one());
        return more;
    }
}
