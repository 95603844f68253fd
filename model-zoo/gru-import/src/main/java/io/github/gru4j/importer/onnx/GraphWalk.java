package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.Side;
import io.github.gru4j.importer.onnx.Value.Stack;
import io.github.gru4j.importer.onnx.Value.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the chain of layers that a graph amounts to. Exporters write a layer as its node and a dozen that move axes about;
 * following which axis is the batch, the time and the features tells them apart from those that compute.
 */
final class GraphWalk {

    private final OnnxFile file;
    private final Map<String, Value> values = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<NodeProto, String> problems = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private boolean ended;
    private boolean ragged;

    private GraphWalk(OnnxFile file) {
        this.file = file;
    }

    static GraphWalk of(OnnxFile file) {
        var walk = new GraphWalk(file);
        walk.inputs();
        for (var node : file.nodes()) {
            walk.visit(node);
        }
        walk.outputs();
        return walk;
    }

    List<Step> steps() {
        return steps;
    }

    Map<NodeProto, String> problems() {
        return problems;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Whether the graph ends in a value that the chain of layers computes. */
    boolean ended() {
        return ended;
    }

    private void inputs() {
        for (ValueInfoProto input : file.model().getGraph().getInputList()) {
            if (!file.inputs().contains(input.getName())) {
                continue;
            }
            var axes = new ArrayList<Axis>();
            int rank = Math.min(8, input.getType().getTensorType().getShape().getDimCount());
            for (int i = 0; i < rank; i++) {
                axes.add(new Axis(Axis.Role.UNKNOWN, -1));
            }
            values.put(input.getName(), new Input(input.getName(), new Data(0, axes, Step.Ends.ALL_STEPS, -1)));
        }
    }

    private void outputs() {
        for (var output : file.model().getGraph().getOutputList()) {
            var value = values.get(output.getName());
            if (!ended && value instanceof Data data && data.at() > 0 && data.at() == steps.size()) {
                commit(data);
                ended = true;
            } else if (value instanceof Stack || value instanceof Data) {
                warnings.add("output \"" + output.getName()
                        + "\" is not an output of the network: final states are in rnnGetPreviousState");
            }
        }
    }

    private void visit(NodeProto node) {
        Value result;
        boolean unknownInput = node.getInputList().stream().anyMatch(name -> values.get(name) instanceof Unknown);
        try {
            result = unknownInput ? followUnknown(node) : understand(node);
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | IllegalStateException problem) {
            problems.put(node, problem.getMessage());
            result = new Unknown();
        }
        for (String output : node.getOutputList()) {
            if (!output.isEmpty() && result != null) {
                values.putIfAbsent(output, result);
            }
        }
    }

    /** Past a node that is not understood only the kind of a node can be judged. */
    private Value followUnknown(NodeProto node) {
        if (Recurrent.is(node)) {
            Recurrent.of(file, node);
        } else if (!Known.is(node)) {
            throw new IllegalArgumentException("is not supported");
        }
        return new Unknown();
    }

    private Value understand(NodeProto node) {
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            throw new IllegalArgumentException("is of the domain " + node.getDomain() + ", which is not supported");
        }
        if (Recurrent.is(node)) {
            return recurrent(node);
        }
        if (!Known.is(node)) {
            throw new IllegalArgumentException("is not supported");
        }
        return switch (node.getOpType()) {
            case "Constant" -> null;
            case "Shape" -> new Side(false);
            case "ConstantOfShape" -> {
                var fill = Attributes.find(node, "value");
                yield new Side(fill == null || allZero(Tensors.floats(fill.getT())));
            }
            case "Gemm" -> gemm(node);
            case "MatMul" -> product(node);
            case "Concat" -> concat(node);
            default -> unary(node);
        };
    }

    private Value unary(NodeProto node) {
        Value of = first(node);
        if (of == null) {
            // Constants that are arranged, or counted with: OnnxFile works out what is asked for.
            return node.getOpType().equals("Expand") ? new Side(zero(node.getInput(0))) : null;
        }
        if (of instanceof Side side) {
            return switch (node.getOpType()) {
                case "Expand", "Reshape", "Unsqueeze", "Squeeze", "Slice", "Identity", "Cast", "Transpose" -> side;
                default -> new Side(false);
            };
        }
        if (of instanceof Stack stack) {
            return unstack(node, stack);
        }
        var data = of instanceof Input input ? input.data() : (Data) of;
        return switch (node.getOpType()) {
            case "Identity", "Dropout", "Cast" -> of;
            case "Transpose" -> transposed(node, data);
            case "Squeeze" -> squeezed(node, data);
            case "Unsqueeze" -> unsqueezed(node, data);
            case "Reshape", "Flatten" -> reshaped(node, data);
            case "Gather", "Slice", "Split" -> picked(node, of, data);
            case "Add" -> biased(node, data);
            case "Softmax" -> softmax(node, data);
            default -> activated(node, data);
        };
    }

    private Value first(NodeProto node) {
        for (String name : node.getInputList()) {
            var value = values.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private Data data(String name) {
        var value = values.get(name);
        if (value instanceof Input input) {
            return input.data();
        }
        if (value instanceof Data data) {
            return data;
        }
        throw new IllegalArgumentException(
                "reads \"" + name + "\", which is not the output of a layer or an input of the graph");
    }

    /** The next layer reads this value: from now on nothing else may. */
    private void commit(Data data) {
        if (data.at() != steps.size()) {
            throw new IllegalArgumentException("reads what another layer reads too: the graph branches here");
        }
        if (data.half() >= 0) {
            throw new IllegalArgumentException("reads one direction of a bidirectional layer only");
        }
        if (data.ends() == Step.Ends.ALL_STEPS) {
            return;
        }
        if (ragged && data.ends() == Step.Ends.LAST_STEP) {
            throw new IllegalArgumentException(
                    "reads the last step of padded sequences (sequence_lens), which is padding; DL4J gives the last valid one");
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Cells cells) {
                steps.set(i, new Step.Cells(cells.name(), cells.node(), data.ends()));
                return;
            }
        }
        throw new IllegalArgumentException("reads the last step of what no recurrent layer gave");
    }

    private Value recurrent(NodeProto node) {
        var found = Recurrent.of(file, node);
        var data = data(node.getInput(0));
        int batch = found.batchFirst() ? 0 : 1;
        var axes = data.axes();
        if (axes.size() != 3
                || !axes.get(batch).is(Axis.Role.BATCH)
                || !axes.get(1 - batch).is(Axis.Role.TIME)
                || !axes.get(2).is(Axis.Role.FEATURES)) {
            throw new IllegalArgumentException("reads a value whose axes are not known to be "
                    + (found.batchFirst() ? "[batch, time, features]" : "[time, batch, features]"));
        }
        if (Recurrent.has(node, 4)) {
            ragged = true;
            warnings.add("lengths of sequences (sequence_lens) are given to the network as a features mask");
        }
        for (String state : found.initialStates()) {
            initialState(state);
        }
        commit(data);
        steps.add(new Step.Cells(OnnxFile.name(node), found, Step.Ends.ALL_STEPS));
        var directions = new Axis(Axis.Role.DIRECTIONS, found.directions());
        var features = new Axis(Axis.Role.FEATURES, found.nOut());
        var time = axes.get(1 - batch);
        var many = axes.get(batch);
        int at = steps.size();
        var outputs = node.getOutputList();
        if (!outputs.isEmpty()) {
            var all = found.batchFirst()
                    ? List.of(many, time, directions, features)
                    : List.of(time, directions, many, features);
            values.put(outputs.get(0), new Data(at, all, Step.Ends.ALL_STEPS, -1));
        }
        if (outputs.size() > 1) {
            var all = found.batchFirst() ? List.of(many, directions, features) : List.of(directions, many, features);
            values.put(outputs.get(1), new Data(at, all, Step.Ends.END_STATES, -1));
        }
        // The LSTM's Y_c: a state for rnnGetPreviousState, which no layer reads.
        return new Side(false);
    }

    private void initialState(String name) {
        var value = values.get(name);
        if ((value == null && zero(name)) || (value instanceof Side side && side.zero())) {
            return;
        }
        if (value instanceof Input input) {
            warnings.add("input \"" + input.name()
                    + "\" is an initial state: it is zero here unless rnnSetPreviousState sets it");
            return;
        }
        throw new IllegalArgumentException(
                "has an initial state (\"" + name + "\") that is neither zero nor an input of the graph");
    }

    private boolean zero(String name) {
        var tensor = file.tensor(name);
        return tensor != null && !Tensors.isInteger(tensor) && allZero(Tensors.floats(tensor));
    }

    private static boolean allZero(INDArray values) {
        return values.amaxNumber().doubleValue() == 0;
    }

    private Value gemm(NodeProto node) {
        var data = data(node.getInput(0));
        if (Attributes.integer(node, "transA", 0) != 0) {
            throw new IllegalArgumentException("has transA=1, which is not supported");
        }
        INDArray weights = matrix(node.getInput(1));
        weights = Attributes.integer(node, "transB", 0) == 0 ? weights : weights.transpose();
        weights = weights.mul(Attributes.number(node, "alpha", 1)).dup('f');
        INDArray bias = null;
        if (Recurrent.has(node, 2)) {
            bias = bias(node.getInput(2), weights.size(1)).mul(Attributes.number(node, "beta", 1));
        }
        return dense(node, data, weights, bias);
    }

    private Value product(NodeProto node) {
        return dense(node, data(node.getInput(0)), matrix(node.getInput(1)).dup('f'), null);
    }

    private INDArray matrix(String name) {
        INDArray found = file.floats(name);
        if (found == null || found.rank() != 2) {
            throw new IllegalArgumentException("multiplies by \"" + name + "\"; expected a matrix that is in the file");
        }
        return found;
    }

    private INDArray bias(String name, long size) {
        INDArray found = file.floats(name);
        if (found == null || found.length() != size || found.size(found.rank() - 1) != size) {
            throw new IllegalArgumentException(
                    "adds \"" + name + "\"; expected " + size + " numbers that are in the file");
        }
        return found.reshape(1, size);
    }

    private Value dense(NodeProto node, Data data, INDArray weights, INDArray bias) {
        var last = data.axes().isEmpty() ? null : data.axes().get(data.axes().size() - 1);
        if (last == null || !last.is(Axis.Role.FEATURES) || (last.size() >= 0 && last.size() != weights.size(0))) {
            throw new IllegalArgumentException(
                    "multiplies an axis that is not known to be " + weights.size(0) + " features");
        }
        commit(data);
        steps.add(new Step.Dense(OnnxFile.name(node), weights, bias, null));
        var axes = new ArrayList<>(data.axes());
        axes.set(axes.size() - 1, new Axis(Axis.Role.FEATURES, weights.size(1)));
        return new Data(steps.size(), axes, Step.Ends.ALL_STEPS, -1);
    }

    private Value biased(NodeProto node, Data data) {
        String other = values.containsKey(node.getInput(0)) ? node.getInput(1) : node.getInput(0);
        if (data.at() == 0
                || data.at() != steps.size()
                || !(steps.get(data.at() - 1) instanceof Step.Dense dense)
                || dense.bias() != null
                || dense.activation() != null
                || values.containsKey(other)) {
            throw new IllegalArgumentException("adds other than the biases of a MatMul; expected one right after it");
        }
        steps.set(
                data.at() - 1,
                new Step.Dense(
                        dense.name(),
                        dense.weights(),
                        bias(other, dense.weights().size(1)),
                        null));
        return data;
    }

    private Value softmax(NodeProto node, Data data) {
        int rank = data.axes().size();
        long axis = Attributes.integer(node, "axis", file.opset() < 13 ? 1 : -1);
        if (rank == 0
                || (axis < 0 ? axis + rank : axis) != rank - 1
                || data.axes().get(rank - 1).role() != Axis.Role.FEATURES) {
            throw new IllegalArgumentException("is taken over axis " + axis + "; expected the features");
        }
        return activated(node, data, new ActivationSoftmax());
    }

    private Value activated(NodeProto node, Data data) {
        var activation = Activations.ofNode(node);
        if (activation == null) {
            throw new IllegalArgumentException("is not supported on data, only on shapes");
        }
        return activated(node, data, activation);
    }

    private Value activated(NodeProto node, Data data, IActivation activation) {
        if (data.at() > 0
                && data.at() == steps.size()
                && steps.get(data.at() - 1) instanceof Step.Dense dense
                && dense.activation() == null) {
            steps.set(data.at() - 1, new Step.Dense(dense.name(), dense.weights(), dense.bias(), activation));
            return data;
        }
        commit(data);
        steps.add(new Step.Act(OnnxFile.name(node), activation));
        return new Data(steps.size(), data.axes(), Step.Ends.ALL_STEPS, -1);
    }

    private Value transposed(NodeProto node, Data data) {
        var perm = Attributes.ints(node, "perm");
        if (perm.size() != data.axes().size() || new LinkedHashSet<>(perm).size() != perm.size()) {
            throw new IllegalArgumentException(
                    "has perm=" + perm + " for a value of rank " + data.axes().size());
        }
        return data.with(
                perm.stream().map(at -> data.axes().get(Math.toIntExact(at))).toList());
    }

    private Value squeezed(NodeProto node, Data data) {
        var axes = new ArrayList<>(data.axes());
        long[] at = file.axes(node);
        if (at == null) {
            axes.removeIf(GraphWalk::single);
            return data.with(axes);
        }
        var gone = new ArrayList<Axis>();
        for (long axis : at) {
            var found = axes.get(Math.toIntExact(axis < 0 ? axis + axes.size() : axis));
            if (!single(found)) {
                throw new IllegalArgumentException("squeezes axis " + axis + ", which is not known to be of length 1");
            }
            gone.add(found);
        }
        axes.removeAll(gone);
        return data.with(axes);
    }

    private static boolean single(Axis axis) {
        return axis.role() == Axis.Role.ONE || (axis.role() == Axis.Role.DIRECTIONS && axis.size() == 1);
    }

    private Value unsqueezed(NodeProto node, Data data) {
        var axes = new ArrayList<>(data.axes());
        long[] at = file.axes(node);
        if (at == null || at.length != 1) {
            throw new IllegalArgumentException("adds axes that are not one in the file");
        }
        axes.add(Math.toIntExact(at[0] < 0 ? at[0] + axes.size() + 1 : at[0]), new Axis(Axis.Role.ONE, 1));
        return data.with(axes);
    }

    /** Directions beside features become features; axes of length one come and go; nothing else may change. */
    private Value reshaped(NodeProto node, Data data) {
        var axes = new ArrayList<Axis>();
        for (var axis : data.axes()) {
            int last = axes.size() - 1;
            if (single(axis)) {
                continue;
            }
            if (axis.role() == Axis.Role.FEATURES && last >= 0 && axes.get(last).role() == Axis.Role.DIRECTIONS) {
                axes.set(last, new Axis(Axis.Role.FEATURES, 2 * axis.size()));
            } else {
                axes.add(axis);
            }
        }
        int rank = axes.size();
        if (node.getOpType().equals("Flatten")) {
            if (rank != 2 || Attributes.integer(node, "axis", 1) != 1) {
                throw new IllegalArgumentException("joins steps and features, which is not supported");
            }
            return data.with(axes);
        }
        long[] shape = file.longs(node.getInput(1));
        boolean plain = axes.stream()
                .allMatch(axis -> axis.role() == Axis.Role.BATCH
                        || axis.role() == Axis.Role.TIME
                        || axis.role() == Axis.Role.FEATURES);
        long width = rank == 0 ? -1 : axes.get(rank - 1).size();
        if (!plain
                || axes.get(rank - 1).role() != Axis.Role.FEATURES
                || (shape != null && (shape.length != rank || (shape[rank - 1] > 0 && shape[rank - 1] != width)))) {
            throw new IllegalArgumentException(
                    "gives the value another shape than directions beside features call for");
        }
        return data.with(axes);
    }

    private Value picked(NodeProto node, Value of, Data data) {
        boolean whole = of instanceof Input && data.axes().stream().allMatch(axis -> axis.role() == Axis.Role.UNKNOWN);
        if (whole) {
            // One layer's part of the initial states of all: good for nothing else.
            return of;
        }
        if (node.getOpType().equals("Split")) {
            throw new IllegalArgumentException("splits the output of a layer, which is not supported");
        }
        boolean gather = node.getOpType().equals("Gather");
        long axis;
        long start;
        if (gather) {
            long[] index = file.longs(node.getInput(1));
            if (index == null || index.length != 1) {
                throw new IllegalArgumentException("takes an index that is not one in the file");
            }
            axis = Attributes.integer(node, "axis", 0);
            start = index[0];
        } else {
            var cut = Cut.of(file, node);
            if (cut == null) {
                throw new IllegalArgumentException("takes bounds that are not one pair in the file");
            }
            axis = cut.axis();
            start = cut.start();
            boolean toEnd = cut.end() >= Integer.MAX_VALUE;
            if (start == 0 && toEnd) {
                return data;
            }
            if (!(start == -1 && toEnd) && cut.end() != start + 1) {
                throw new IllegalArgumentException("takes several steps, which is not supported");
            }
        }
        int at = Math.toIntExact(axis < 0 ? axis + data.axes().size() : axis);
        var axes = new ArrayList<>(data.axes());
        var role = axes.get(at).role();
        boolean scalar = gather && scalarIndex(node);
        if (scalar) {
            axes.remove(at);
        } else {
            axes.set(at, new Axis(Axis.Role.ONE, 1));
        }
        if (role == Axis.Role.TIME && start == -1 && data.ends() == Step.Ends.ALL_STEPS) {
            return new Data(data.at(), axes, Step.Ends.LAST_STEP, data.half());
        }
        if (role == Axis.Role.DIRECTIONS && data.axes().get(at).size() == 1 && (start == 0 || start == -1)) {
            return data.with(axes);
        }
        if (role == Axis.Role.DIRECTIONS && start >= -2 && start < 2) {
            return new Data(data.at(), axes, data.ends(), (int) (start < 0 ? start + 2 : start));
        }
        throw new IllegalArgumentException(
                "takes index " + start + " of axis " + axis + "; expected the last step in time");
    }

    /** A scalar index removes the axis, a vector of one keeps it. */
    private boolean scalarIndex(NodeProto node) {
        var tensor = file.tensor(node.getInput(1));
        return tensor != null && tensor.getDimsCount() == 0;
    }

    private Value concat(NodeProto node) {
        var parts = node.getInputList().stream().map(values::get).toList();
        if (parts.stream().noneMatch(Data.class::isInstance)) {
            return parts.stream().allMatch(java.util.Objects::isNull) ? null : new Side(false);
        }
        var all = node.getInputList().stream().map(name -> data(name)).toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        var head = all.get(0);
        long axis = Attributes.integer(node, "axis", 0);
        int at = Math.toIntExact(axis < 0 ? axis + head.axes().size() : axis);
        if (head.axes().get(at).role() == Axis.Role.FEATURES
                && all.size() == 2
                && head.half() == 0
                && all.get(1).half() == 1
                && all.get(1).at() == head.at()
                && all.get(1).ends() == head.ends()) {
            var axes = new ArrayList<>(head.axes());
            axes.set(at, new Axis(Axis.Role.FEATURES, 2 * axes.get(at).size()));
            return new Data(head.at(), axes, head.ends(), -1);
        }
        if (head.axes().get(at).role() == Axis.Role.DIRECTIONS
                && all.stream().allMatch(part -> part.ends() == Step.Ends.END_STATES)) {
            return new Stack(all);
        }
        throw new IllegalArgumentException("joins the outputs of several layers, which is not supported");
    }

    /** h_n[-1]: the last layer's end state. */
    private Value unstack(NodeProto node, Stack stack) {
        if (!node.getOpType().equals("Gather") || Attributes.integer(node, "axis", 0) != 0) {
            return node.getOpType().equals("Identity") ? stack : new Side(false);
        }
        long[] index = file.longs(node.getInput(1));
        int layers = stack.parts().size();
        boolean oneWay =
                stack.parts().stream().allMatch(part -> part.axes().get(0).size() == 1);
        if (index == null || index.length != 1 || !oneWay || index[0] < -layers || index[0] >= layers) {
            throw new IllegalArgumentException("takes a state that is not one layer's");
        }
        var part = stack.parts().get((int) (index[0] < 0 ? index[0] + layers : index[0]));
        var axes = new ArrayList<>(part.axes());
        axes.remove(0);
        return part.with(axes);
    }
}
