package io.github.gru4j.importer.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/** Activations that DL4J has in one piece and ONNX in several nodes. */
final class FusedActivations {

    /** DL4J's GELU is x sigmoid(1.702 x). */
    private static final double GELU_SCALE = 1.702;

    private static final int RELU6 = 6;

    /**
     * An activation.
     *
     * @param input name of the value that it takes
     */
    record Fused(String input, IActivation activation) {}

    private final OnnxFile file;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<NodeProto, Fused> last = new HashMap<>();
    private final Set<NodeProto> inside = new HashSet<>();

    FusedActivations(OnnxFile file) {
        this.file = file;
        for (var node : file.readNodes()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            node.getInputList().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        file.model().getGraph().getOutputList().forEach(output -> readers.merge(output.getName(), 1, Integer::sum));
        for (var node : file.readNodes()) {
            find(node);
        }
    }

    /** The activation that ends with this node, or null. */
    Fused endingWith(NodeProto node) {
        return last.get(node);
    }

    /** Whether this node is within an activation that ends later. */
    boolean isInside(NodeProto node) {
        return inside.contains(node) && !last.containsKey(node);
    }

    private void find(NodeProto node) {
        if (node.getOpType().equals("Mul") && node.getInputCount() == 2) {
            for (int i = 0; i < 2 && !last.containsKey(node); i++) {
                product(node, node.getInput(i), node.getInput(1 - i));
            }
        } else if (node.getOpType().equals("Relu") && node.getInputCount() == 1) {
            var tanh = only(node.getInput(0), "Tanh");
            if (tanh != null) {
                fuse(node, tanh.getInput(0), new ActivationRectifiedTanh(), tanh);
            }
        } else if (node.getOpType().equals("Clip") && node.getInputCount() > 0) {
            var activation = clip(node);
            if (activation != null) {
                fuse(node, node.getInput(0), activation);
            }
        }
    }

    /** x times a gate made of x. */
    private void product(NodeProto node, String x, String other) {
        var square = only(other, "Mul");
        if (square != null && square.getInputList().equals(List.of(x, x))) {
            fuse(node, x, new ActivationCube(), square);
            return;
        }
        var sigmoid = only(other, "Sigmoid");
        if (sigmoid != null && sigmoid.getInput(0).equals(x)) {
            fuse(node, x, new ActivationSwish(), sigmoid);
            return;
        }
        var scaled = sigmoid == null ? null : only(sigmoid.getInput(0), "Mul");
        if (scaled != null && scaled.getInputCount() == 2) {
            int at = scaled.getInput(0).equals(x) ? 0 : 1;
            if (scaled.getInput(at).equals(x) && Findings.near(number(scaled.getInput(1 - at)), GELU_SCALE)) {
                fuse(node, x, new ActivationGELU(), sigmoid, scaled);
            }
            return;
        }
        var tanh = only(other, "Tanh");
        var softplus = tanh == null ? null : only(tanh.getInput(0), "Softplus");
        if (softplus != null && softplus.getInput(0).equals(x)) {
            fuse(node, x, new ActivationMish(), tanh, softplus);
        }
    }

    private IActivation clip(NodeProto node) {
        double from = bound(node, 1, "min");
        double to = bound(node, 2, "max");
        if (from == -1 && to == 1) {
            return new ActivationHardTanH();
        } else if (from == 0 && to == RELU6) {
            return new ActivationReLU6();
        } else if (from == 0 && to > 0) {
            return to == Double.POSITIVE_INFINITY ? new ActivationReLU() : new ActivationReLU(to, 0.0, 0.0);
        }
        return null;
    }

    /** An attribute before opset 11, an input since. */
    private double bound(NodeProto node, int input, String name) {
        double none = input == 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        if (file.opset() < 11) {
            var found = Attributes.find(node, name);
            return found == null ? none : found.getF();
        }
        return Recurrent.has(node, input) ? number(node.getInput(input)) : none;
    }

    private double number(String name) {
        var tensor = file.tensor(name);
        if (tensor != null && Tensors.size(tensor) != 1) {
            return Double.NaN;
        }
        try {
            return known(name);
        } catch (IllegalArgumentException unreadable) {
            // The node that reads it says what is wrong.
            return Double.NaN;
        }
    }

    private double known(String name) {
        var found = producers.containsKey(name) && file.tensor(name) == null ? null : file.floats(name);
        return found == null || found.length() != 1 ? Double.NaN : found.getDouble(0);
    }

    /** The node of this kind that computes a value which one input of one node reads, else null. */
    private NodeProto only(String value, String kind) {
        var node = producers.get(value);
        boolean fits = node != null
                && node.getOpType().equals(kind)
                && node.getInputCount() > 0
                && node.getOutputCount() == 1
                && readers.getOrDefault(value, 0) == 1;
        return fits ? node : null;
    }

    private void fuse(NodeProto node, String input, IActivation activation, NodeProto... within) {
        last.put(node, new Fused(input, activation));
        inside.addAll(List.of(within));
    }
}
