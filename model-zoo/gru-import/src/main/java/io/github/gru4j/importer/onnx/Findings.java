package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.Sizes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What has been found out about a graph so far. */
final class Findings {

    /** More than any shape needs. */
    static final int MOST_NUMBERS = 64;

    final OnnxFile file;
    final Chain chain = new Chain();
    final Set<String> warnings = new LinkedHashSet<>();

    /** Whether this is only to find out what the axes of the inputs are. */
    final boolean guesses;

    /** Whether a node needs to know of an axis what only later nodes tell. */
    boolean unsettled;

    private final Map<String, Value> values = new HashMap<>();

    Findings(OnnxFile file, boolean guesses) {
        this.file = file;
        this.guesses = guesses;
    }

    void put(String name, Value value) {
        if (!name.isEmpty()) {
            values.putIfAbsent(name, value);
        }
    }

    /** Null for constants other than integers. */
    Value value(String name) {
        var found = values.get(name);
        if (found != null || name.isEmpty()) {
            return found;
        }
        var tensor = file.tensor(name);
        if (tensor == null || !Tensors.isInteger(tensor)) {
            return null;
        }
        long[] numbers = Tensors.size(tensor) > MOST_NUMBERS ? null : file.longs(name);
        return numbers == null
                ? new Filled(false)
                : new Sizes(Arrays.stream(numbers).mapToObj(Size::of).toList(), tensor.getDimsCount() == 0);
    }

    /** The input of a node, or null if it is left out or a constant. */
    Value input(NodeProto node, int at) {
        return node.getInputCount() > at ? value(node.getInput(at)) : null;
    }

    /** Data, also of an input of the graph; null if this is none. */
    static Data data(Value value) {
        return value instanceof Input input ? input.data() : value instanceof Data data ? data : null;
    }

    Data data(String name) {
        var data = data(value(name));
        if (data == null) {
            throw new IllegalArgumentException(
                    "reads \"" + name + "\", which is not the output of a layer or an input of the graph");
        }
        return data;
    }

    /** A constant that is one number; NaN if it is not. */
    double number(String name) {
        if (name.isEmpty() || values.containsKey(name)) {
            return Double.NaN;
        }
        long[] whole = file.longs(name);
        if (whole != null) {
            return whole.length == 1 ? whole[0] : Double.NaN;
        }
        INDArray found = file.floats(name);
        return found == null || found.length() != 1 ? Double.NaN : found.getDouble(0);
    }

    /** Axes that a node names: an input in later opsets, an attribute before; null if not known or left out. */
    long[] axes(NodeProto node) {
        return file.axes(node);
    }

    static boolean near(double found, double expected) {
        return Math.abs(found - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
    }
}
