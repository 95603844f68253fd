package io.github.gru4j.importer.onnx;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.gru4j.importer.ImportedGru;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A GRU, LSTM or RNN node with its weights turned into DL4J's layout.
 *
 * @param kind GRU, LSTM or RNN
 * @param activations of one direction, in ONNX's order
 * @param cells of each direction; gates in DL4J's order
 */
record Recurrent(
        NodeProto node,
        String kind,
        long nIn,
        long nOut,
        boolean resetAfter,
        boolean batchFirst,
        List<IActivation> activations,
        ImportedGru.Direction direction,
        List<ImportedGru.Cell> cells) {

    private static final List<String> ATTRIBUTES = List.of(
            "activation_alpha",
            "activation_beta",
            "activations",
            "clip",
            "direction",
            "hidden_size",
            "input_forget",
            "layout",
            "linear_before_reset");

    private static final int INPUT_WEIGHTS = 1;
    private static final int RECURRENT_WEIGHTS = 2;
    private static final int BIASES = 3;
    private static final int INITIAL_CELL = 6;
    private static final int PEEPHOLES = 7;

    static boolean is(NodeProto node) {
        return (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx"))
                && switch (node.getOpType()) {
                    case "GRU", "LSTM", "RNN" -> true;
                    default -> false;
                };
    }

    /** Reads a node; {@link IllegalArgumentException} says what it asks for that is not there. */
    static Recurrent of(OnnxFile file, NodeProto node) {
        String kind = node.getOpType();
        var direction = direction(node);
        int directions = direction == ImportedGru.Direction.BIDIRECTIONAL ? 2 : 1;
        for (var attribute : node.getAttributeList()) {
            if (!ATTRIBUTES.contains(attribute.getName())) {
                throw new IllegalArgumentException("has an attribute " + attribute.getName()
                        + ", which is none of those that ONNX defines: " + ATTRIBUTES);
            }
        }
        if (Attributes.find(node, "clip") != null) {
            throw new IllegalArgumentException("has clip=" + Attributes.number(node, "clip", 0)
                    + ", which gru4j does not have; export the model without it");
        }
        int gates = kind.equals("GRU") ? 3 : kind.equals("LSTM") ? 4 : 1;
        INDArray w = weights(file, node, INPUT_WEIGHTS, "W");
        INDArray r = weights(file, node, RECURRENT_WEIGHTS, "R");
        INDArray b = has(node, BIASES) ? weights(file, node, BIASES, "B") : null;
        long nOut = Attributes.integer(node, "hidden_size", r.rank() == 3 ? r.size(2) : -1);
        long nIn = w.rank() == 3 ? w.size(2) : -1;
        requireShape("W", w, directions, gates * nOut, nIn);
        requireShape("R", r, directions, gates * nOut, nOut);
        if (b != null) {
            requireShape("B", b, directions, 2L * gates * nOut);
        }
        boolean resetAfter = kind.equals("GRU") && Attributes.integer(node, "linear_before_reset", 0) != 0;
        var activations = activations(node, kind, directions);
        requireLstmOptions(file, node, kind);
        var cells = new ArrayList<ImportedGru.Cell>();
        for (int i = 0; i < directions; i++) {
            cells.add(cell(kind, gates, nOut, w, r, b, i, resetAfter));
        }
        boolean batchFirst = Attributes.integer(node, "layout", 0) != 0;
        return new Recurrent(node, kind, nIn, nOut, resetAfter, batchFirst, activations, direction, cells);
    }

    int directions() {
        return cells.size();
    }

    boolean hasBias() {
        return cells.get(0).b() != null;
    }

    /** This node in gru4j's terms; only for a GRU. */
    ImportedGru gru() {
        return new ImportedGru(
                OnnxFile.name(node), nIn, nOut, resetAfter, activations.get(1), activations.get(0), direction, cells);
    }

    static boolean has(NodeProto node, int input) {
        return node.getInputCount() > input && !node.getInput(input).isEmpty();
    }

    private static ImportedGru.Direction direction(NodeProto node) {
        String direction = Attributes.text(node, "direction", "forward");
        return switch (direction) {
            case "forward" -> ImportedGru.Direction.FORWARD;
            case "reverse" -> ImportedGru.Direction.REVERSE;
            case "bidirectional" -> ImportedGru.Direction.BIDIRECTIONAL;
            default ->
                throw new IllegalArgumentException(
                        "has direction=" + direction + "; expected forward, reverse or bidirectional");
        };
    }

    private static INDArray weights(OnnxFile file, NodeProto node, int input, String name) {
        if (!has(node, input)) {
            throw new IllegalArgumentException("has no input " + name);
        }
        INDArray found = file.floats(node.getInput(input));
        if (found == null) {
            throw new IllegalArgumentException("has an input " + name + " (\"" + node.getInput(input)
                    + "\") whose values are not in the file; expected an initializer or a Constant");
        }
        return found;
    }

    private static void requireShape(String name, INDArray found, long... expected) {
        if (!Arrays.equals(found.shape(), expected)) {
            throw new IllegalArgumentException("has " + name + " of shape " + Arrays.toString(found.shape())
                    + "; expected " + Arrays.toString(expected) + " by its direction, hidden_size and other weights");
        }
    }

    private static List<IActivation> activations(NodeProto node, String kind, int directions) {
        List<String> usual =
                switch (kind) {
                    case "GRU" -> List.of("Sigmoid", "Tanh");
                    case "LSTM" -> List.of("Sigmoid", "Tanh", "Tanh");
                    default -> List.of("Tanh");
                };
        var all = Activations.ofRecurrent(node, usual, directions);
        var forward = all.subList(0, usual.size());
        if (directions == 2 && !forward.equals(all.subList(usual.size(), all.size()))) {
            throw new IllegalArgumentException("has other activations backward than forward: "
                    + Attributes.texts(node, "activations") + "; DL4J's Bidirectional has one configuration for both");
        }
        if (kind.equals("LSTM") && !forward.get(1).equals(forward.get(2))) {
            throw new IllegalArgumentException("has the activations " + Attributes.texts(node, "activations")
                    + "; DL4J's LSTM has the same for the candidate (g) and the output (h)");
        }
        return List.copyOf(forward);
    }

    private static void requireLstmOptions(OnnxFile file, NodeProto node, String kind) {
        if (!kind.equals("LSTM")) {
            return;
        }
        if (Attributes.integer(node, "input_forget", 0) != 0) {
            throw new IllegalArgumentException("has input_forget=1, which DL4J's LSTM does not have");
        }
        if (has(node, PEEPHOLES)) {
            INDArray peepholes = file.floats(node.getInput(PEEPHOLES));
            if (peepholes == null || peepholes.amaxNumber().doubleValue() != 0) {
                throw new IllegalArgumentException("has peepholes (input P), which DL4J's LSTM does not have");
            }
        }
    }

    /** Inputs that hold an initial state. */
    List<String> initialStates() {
        var states = new ArrayList<String>();
        for (int input : new int[] {5, kind.equals("LSTM") ? INITIAL_CELL : 5}) {
            if (has(node, input) && !states.contains(node.getInput(input))) {
                states.add(node.getInput(input));
            }
        }
        return states;
    }

    private static ImportedGru.Cell cell(
            String kind, int gates, long nOut, INDArray w, INDArray r, INDArray b, int direction, boolean resetAfter) {
        // DL4J's LSTM has c, f, o, i where ONNX has i, o, f, c: the reverse.
        boolean reverse = kind.equals("LSTM");
        INDArray inputWeights = gates(w.get(point(direction), all(), all()), gates, nOut, reverse);
        INDArray recurrentWeights = gates(r.get(point(direction), all(), all()), gates, nOut, reverse);
        INDArray inputBias = null;
        INDArray recurrentBias = null;
        if (b != null) {
            long half = gates * nOut;
            INDArray both = b.get(interval(direction, direction + 1), all()).dup('c');
            inputBias = gates(both.get(all(), interval(0, half)).dup('c').reshape(half, 1), gates, nOut, reverse);
            recurrentBias =
                    gates(both.get(all(), interval(half, 2 * half)).dup('c').reshape(half, 1), gates, nOut, reverse);
            if (!resetAfter) {
                // Only ever added to each other.
                inputBias = inputBias.add(recurrentBias);
                recurrentBias = null;
            }
        }
        return new ImportedGru.Cell(inputWeights, recurrentWeights, inputBias, recurrentBias);
    }

    /** [gates nOut, n] to [n, gates nOut]. */
    private static INDArray gates(INDArray rows, int gates, long nOut, boolean reverse) {
        INDArray ordered = rows;
        if (reverse) {
            var parts = new INDArray[gates];
            for (int i = 0; i < gates; i++) {
                parts[i] = rows.get(interval((gates - 1 - i) * nOut, (gates - i) * nOut), all());
            }
            ordered = Nd4j.concat(0, parts);
        }
        long n = rows.length() / (gates * nOut);
        return ordered.dup('c').reshape('c', gates * nOut, n).transpose().dup('f');
    }
}
