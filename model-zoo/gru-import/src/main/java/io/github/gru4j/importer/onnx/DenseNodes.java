package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.OneHot;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers, embeddings, and the biases and activations that follow them as nodes of their own. */
final class DenseNodes {

    private final Findings found;

    DenseNodes(Findings found) {
        this.found = found;
    }

    Value gemm(NodeProto node) {
        var data = found.data(node.getInput(0));
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

    Value product(NodeProto node) {
        if (found.input(node, 0) instanceof OneHot hot) {
            INDArray table = matrix(node.getInput(1));
            if (table.size(0) != hot.depth()) {
                throw new IllegalArgumentException(
                        "multiplies vectors of " + hot.depth() + " classes by a table of " + table.size(0) + " rows");
            }
            return embedding(node, hot.indices(), table);
        }
        return dense(
                node, found.data(node.getInput(0)), matrix(node.getInput(1)).dup('f'), null);
    }

    private Value dense(NodeProto node, Data data, INDArray weights, INDArray bias) {
        var last = data.last();
        if (last == null || !last.is(Axis.Role.FEATURES) || (last.size() >= 0 && last.size() != weights.size(0))) {
            throw new IllegalArgumentException(
                    "multiplies an axis that is not known to be " + weights.size(0) + " features");
        }
        if (data.axes().stream().anyMatch(axis -> axis.role() == Axis.Role.DIRECTIONS && axis.size() > 1)) {
            throw new IllegalArgumentException("multiplies each direction of a bidirectional layer alone");
        }
        return found.chain.add(
                data, new Step.Dense(OnnxFile.name(node), weights, bias, null), withLast(data, weights.size(1)));
    }

    /** Rows of a table by the numbers of an input of the graph. */
    Value embedding(NodeProto node, Data indices, INDArray table) {
        if (!found.chain.steps().isEmpty()) {
            throw new IllegalArgumentException("looks up what a layer gave; expected an input of the graph");
        }
        var axes = indices.axes().stream().filter(axis -> !axis.isSingle()).toList();
        if (axes.isEmpty() || axes.size() > 2) {
            throw new IllegalArgumentException("looks up indices of rank " + axes.size() + "; expected 1 or 2");
        }
        var step = new Step.Embedding(OnnxFile.name(node), table.dup('f'), null, null, axes.size() == 2);
        var all = new ArrayList<>(indices.axes());
        all.add(Axis.features(table.size(1)));
        return found.chain.add(indices, step, all);
    }

    INDArray matrix(String name) {
        INDArray values = found.file.floats(name);
        if (values == null || values.rank() != 2) {
            throw new IllegalArgumentException("multiplies by \"" + name + "\"; expected a matrix that is in the file");
        }
        return values;
    }

    private INDArray bias(String name, long size) {
        INDArray values = found.file.floats(name);
        if (values == null || values.length() != size || values.size(values.rank() - 1) != size) {
            throw new IllegalArgumentException(
                    "adds \"" + name + "\"; expected " + size + " numbers that are in the file");
        }
        return values.reshape(1, size);
    }

    /** A constant added to the product right before it. */
    Value biased(Data data, String other) {
        var chain = found.chain;
        boolean plain = chain.isHead(data)
                && data.form() == Value.Form.PLAIN
                && data.half() < 0
                && data.last() != null
                && data.last().role() == Axis.Role.FEATURES;
        if (plain && chain.last() instanceof Step.Dense dense && dense.bias() == null && dense.activation() == null) {
            var bias = bias(other, dense.weights().size(1));
            return chain.replaceLast(new Step.Dense(dense.name(), dense.weights(), bias, null), data);
        }
        if (plain && chain.last() instanceof Step.Embedding step && step.bias() == null && step.activation() == null) {
            var bias = bias(other, step.table().size(1));
            return chain.replaceLast(new Step.Embedding(step.name(), step.table(), bias, null, step.sequence()), data);
        }
        throw new IllegalArgumentException("adds other than the biases of a MatMul; expected one right after it");
    }

    Value softmax(NodeProto node, Data data) {
        int rank = data.axes().size();
        boolean flattens = found.file.opset() < 13;
        int at = data.axis(Attributes.integer(node, "axis", flattens ? 1 : -1));
        var role = data.axes().get(at).role();
        if (role == Axis.Role.TIME && !flattens && data.ends() == Step.Ends.ALL_STEPS) {
            return apart(node, data, new ActivationSoftmax(), true);
        }
        if (role == Axis.Role.UNKNOWN) {
            found.unsettled = true;
        }
        if (role == Axis.Role.UNKNOWN && found.guesses) {
            return apart(node, data, new ActivationSoftmax(), false);
        }
        if (at != rank - 1 || role != Axis.Role.FEATURES) {
            throw new IllegalArgumentException("is taken over axis " + at + "; expected the features");
        }
        return activated(node, data, new ActivationSoftmax());
    }

    Value activated(NodeProto node, Data data, IActivation activation) {
        var chain = found.chain;
        // A pick of steps in between does not matter to what works on each number, nor on each step.
        boolean ready = chain.isHead(data) && data.half() < 0 && data.form() == Value.Form.PLAIN;
        if (ready && chain.last() instanceof Step.Dense dense && dense.activation() == null) {
            return chain.replaceLast(new Step.Dense(dense.name(), dense.weights(), dense.bias(), activation), data);
        }
        boolean softmax = activation instanceof ActivationSoftmax;
        if (ready && !softmax && chain.last() instanceof Step.Embedding step && step.activation() == null) {
            return chain.replaceLast(
                    new Step.Embedding(step.name(), step.table(), step.bias(), activation, step.sequence()), data);
        }
        return apart(node, data, activation, false);
    }

    private Data apart(NodeProto node, Data data, IActivation activation, boolean overTime) {
        boolean directions =
                data.axes().stream().anyMatch(axis -> axis.role() == Axis.Role.DIRECTIONS && axis.size() > 1);
        if (directions && activation instanceof ActivationSoftmax) {
            throw new IllegalArgumentException("is taken over each direction of a bidirectional layer alone");
        }
        return found.chain.add(data, new Step.Act(OnnxFile.name(node), activation, overTime), data.axes());
    }

    private static List<Axis> withLast(Data data, long features) {
        var axes = new ArrayList<>(data.axes());
        axes.set(axes.size() - 1, Axis.features(features));
        return axes;
    }
}
