package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Axis.Role;
import io.github.gru4j.importer.onnx.Step.Ends;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.InputPart;
import io.github.gru4j.importer.onnx.Value.Stack;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;

/** Gather, Slice, Split and Concat: one step, one direction or one layer's state of several, and directions put together again. */
final class Picks {

    private final Findings found;

    Picks(Findings found) {
        this.found = found;
    }

    /** A Gather or Slice. */
    Value picked(NodeProto node, Value of) {
        if (of instanceof Stack stack) {
            return unstacked(node, stack);
        }
        var data = Findings.data(of);
        boolean gather = node.getOpType().equals("Gather");
        if (of instanceof Input input) {
            return new InputPart(input.name());
        }
        if (gather) {
            long[] index = found.file.longs(node.getInput(1));
            if (index == null || index.length != 1) {
                throw new IllegalArgumentException("takes an index that is not one in the file");
            }
            return at(data, data.axis(Attributes.integer(node, "axis", 0)), index[0], scalarIndex(node));
        }
        var cut = Cut.of(found.file, node);
        if (cut == null) {
            throw new IllegalArgumentException("takes bounds that are not one pair in the file");
        }
        int axis = data.axis(cut.axis());
        long size = data.axes().get(axis).size();
        long end = cut.end() >= Integer.MAX_VALUE && size >= 0 ? size : cut.end();
        if (cut.start() == 0 && (cut.end() >= Integer.MAX_VALUE || (size >= 0 && end >= size))) {
            return data;
        }
        boolean last = cut.start() == -1 && (cut.end() >= Integer.MAX_VALUE || end == size);
        // From the last step to the first is nothing.
        boolean one = end == cut.start() + 1 && end != 0;
        if (!last && !one) {
            throw new IllegalArgumentException("takes several steps, which is not supported");
        }
        return at(data, axis, cut.start(), false);
    }

    private static Data at(Data data, int axis, long index, boolean gone) {
        var picked = data.axes().get(axis);
        long size = picked.size();
        if (size >= 0 && (index < -size || index >= size)) {
            throw new IllegalArgumentException("takes index " + index + " of an axis of length " + size);
        }
        var axes = new ArrayList<>(data.axes());
        if (gone) {
            axes.remove(axis);
        } else {
            axes.set(axis, Axis.one());
        }
        var rest = data.with(axes);
        boolean last = index == -1 || (size >= 0 && index == size - 1);
        if (picked.role() == Role.TIME && data.ends() == Ends.ALL_STEPS && data.form() == Value.Form.PLAIN) {
            if (last) {
                return rest.with(Ends.LAST_STEP);
            }
            if (index == 0) {
                return rest.with(Ends.FIRST_STEP);
            }
        }
        if (picked.isSingle()) {
            return rest;
        }
        if (picked.role() == Role.DIRECTIONS && data.half() < 0) {
            return rest.half((int) (index < 0 ? index + size : index));
        }
        throw new IllegalArgumentException(
                "takes index " + index + " of " + picked + "; expected the last step in time, or one direction");
    }

    /** A scalar index removes the axis, a vector of one keeps it. */
    private boolean scalarIndex(NodeProto node) {
        var tensor = found.file.tensor(node.getInput(1));
        return tensor != null && tensor.getDimsCount() == 0;
    }

    /** Both directions apart. */
    void split(NodeProto node, Value of) {
        var outputs = node.getOutputList();
        if (of instanceof Input input) {
            outputs.forEach(output -> found.put(output, new InputPart(input.name())));
            return;
        }
        var data = Findings.data(of);
        if (data != null) {
            int axis = data.axis(Attributes.integer(node, "axis", 0));
            var role = data.axes().get(axis).role();
            if (role == Role.DIRECTIONS
                    && outputs.size() == data.axes().get(axis).size()) {
                for (int i = 0; i < outputs.size(); i++) {
                    found.put(outputs.get(i), at(data, axis, i, false));
                }
                return;
            }
        }
        throw new IllegalArgumentException("splits the output of a layer other than into its directions");
    }

    /** A Concat of data. */
    Value joined(NodeProto node) {
        var all = new ArrayList<Data>();
        for (String name : node.getInputList()) {
            all.add(found.data(name));
        }
        var head = all.get(0);
        if (all.size() == 1) {
            return head;
        }
        int axis = head.axis(Attributes.integer(node, "axis", 0));
        var role = head.axes().get(axis).role();
        if (role == Role.FEATURES
                && all.size() == 2
                && head.half() == 0
                && all.get(1).half() == 1) {
            var axes = new ArrayList<>(head.axes());
            axes.set(axis, Axis.features(2 * axes.get(axis).size()));
            return together(head, all.get(1)).with(axes);
        }
        boolean states = all.stream()
                .allMatch(part -> part.ends() == Ends.END_STATES
                        && part.axes().size() > axis
                        && part.axes().get(axis).role() == Role.DIRECTIONS
                        && part.half() < 0);
        if (states) {
            return new Stack(all);
        }
        throw new IllegalArgumentException(
                "joins what no layer here joins: expected the forward and the backward direction of one layer, in this order");
    }

    /** The directions of one layer as what a bidirectional layer gives. */
    static Data together(Data forward, Data backward) {
        boolean alike = forward.at() == backward.at()
                && forward.form() == backward.form()
                && roles(forward).equals(roles(backward));
        Ends ends = null;
        if (forward.ends() == backward.ends() && forward.ends() != Ends.FIRST_STEP) {
            ends = forward.ends();
        } else if (forward.ends() != Ends.ALL_STEPS
                && forward.ends() != Ends.FIRST_STEP
                && (backward.ends() == Ends.FIRST_STEP || backward.ends() == Ends.END_STATES)) {
            ends = Ends.END_STATES;
        }
        if (!alike || ends == null) {
            throw new IllegalArgumentException("joins other than the two directions of one layer at the same step");
        }
        return forward.half(-1).with(ends);
    }

    private static List<Role> roles(Data data) {
        return data.axes().stream().map(Axis::role).toList();
    }

    /** h_n[-1]: the last layer's end state, or that of one of its directions. */
    private Value unstacked(NodeProto node, Stack stack) {
        if (!node.getOpType().equals("Gather") || Attributes.integer(node, "axis", 0) != 0) {
            return new Filled(false);
        }
        long[] index = found.file.longs(node.getInput(1));
        long all = 0;
        for (var part : stack.parts()) {
            all += part.axes().get(0).size();
        }
        if (index == null || index.length != 1 || index[0] < -all || index[0] >= all) {
            throw new IllegalArgumentException("takes a state that is not one layer's");
        }
        long wanted = index[0] < 0 ? index[0] + all : index[0];
        for (var part : stack.parts()) {
            long size = part.axes().get(0).size();
            if (wanted < size) {
                return at(part, 0, wanted, scalarIndex(node));
            }
            wanted -= size;
        }
        throw new IllegalArgumentException("takes a state that is not one layer's");
    }
}
