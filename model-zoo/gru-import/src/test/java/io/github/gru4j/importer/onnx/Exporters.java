package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;

import java.util.Random;
import onnx.Onnx.AttributeProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph in the making, written as the exporters of an opset write it: what are inputs of a node in one are attributes in another. */
final class Exporters {

    static final AttributeProto LBR = attribute("linear_before_reset", 1L);

    final OnnxModels model;
    private final int opset;
    private final Random random;
    private int constants;

    Exporters(int opset, long seed) {
        this.model = new OnnxModels(opset);
        this.opset = opset;
        this.random = new Random(seed);
    }

    INDArray values(long... shape) {
        return OnnxGruParityTest.values(random, shape);
    }

    Exporters node(String type, String inputs, String output, AttributeProto... attributes) {
        model.node(type, type + constants++, inputs, output, attributes);
        return this;
    }

    /** The axes are an input since opset 13. */
    Exporters squeeze(String x, String y, long... axes) {
        return axes("Squeeze", x, y, axes);
    }

    Exporters unsqueeze(String x, String y, long... axes) {
        return axes("Unsqueeze", x, y, axes);
    }

    Exporters sum(String x, String y, long axis) {
        return opset < 13
                ? node("ReduceSum", x, y, attribute("axes", new long[] {axis}), attribute("keepdims", 0L))
                : node("ReduceSum", x + " " + longs(axis), y, attribute("keepdims", 0L));
    }

    /** The axes are an input since opset 18. */
    Exporters reduce(String type, String x, String y, long axis) {
        return opset < 18
                ? node(type, x, y, attribute("axes", new long[] {axis}), attribute("keepdims", 0L))
                : node(type, x + " " + longs(axis), y, attribute("keepdims", 0L));
    }

    private Exporters axes(String type, String x, String y, long... axes) {
        return opset < 13 ? node(type, x, y, attribute("axes", axes)) : node(type, x + " " + longs(axes), y);
    }

    /** The bounds are inputs since opset 10. */
    Exporters slice(String x, String y, long axis, long from, long to) {
        return opset < 10
                ? node(
                        "Slice",
                        x,
                        y,
                        attribute("axes", new long[] {axis}),
                        attribute("starts", new long[] {from}),
                        attribute("ends", new long[] {to}))
                : node("Slice", x + " " + longs(from) + " " + longs(to) + " " + longs(axis), y);
    }

    /** The parts are an input since opset 13. */
    Exporters halves(String x, String y, long axis) {
        return opset < 13
                ? node("Split", x, y, attribute("axis", axis), attribute("split", 1, 1))
                : node("Split", x + " " + longs(1, 1), y, attribute("axis", axis));
    }

    Exporters transpose(String x, String y, long... perm) {
        return node("Transpose", x, y, attribute("perm", perm));
    }

    Exporters reshape(String x, String y, long... shape) {
        return node("Reshape", x + " " + longs(shape), y);
    }

    Exporters gather(String x, String y, long axis, long index) {
        return node("Gather", x + " " + scalar(index), y, attribute("axis", axis));
    }

    String longs(long... values) {
        String name = "c" + constants++;
        model.longs(name, values);
        return name;
    }

    String scalar(long value) {
        String name = "c" + constants++;
        model.scalar(name, value);
        return name;
    }

    String weights(long... shape) {
        String name = "w" + constants++;
        model.weights(name, values(shape));
        return name;
    }

    /** A recurrent node; further inputs after B as they are named. */
    Exporters cell(
            String type,
            String x,
            String more,
            long nIn,
            long nOut,
            String direction,
            String outputs,
            AttributeProto... own) {
        long gates = type.equals("GRU") ? 3 : type.equals("LSTM") ? 4 : 1;
        long directions = direction.equals("bidirectional") ? 2 : 1;
        String inputs = x + " " + weights(directions, gates * nOut, nIn) + " " + weights(directions, gates * nOut, nOut)
                + " " + weights(directions, 2 * gates * nOut) + (more.isEmpty() ? "" : " " + more);
        var attributes = new java.util.ArrayList<AttributeProto>(java.util.List.of(own));
        attributes.add(attribute("direction", direction));
        attributes.add(attribute("hidden_size", nOut));
        return node(type, inputs, outputs, attributes.toArray(new AttributeProto[0]));
    }

    Exporters gru(String x, String more, long nIn, long nOut, String direction, String outputs) {
        return cell("GRU", x, more, nIn, nOut, direction, outputs, LBR);
    }

    /** MatMul and Add, as TensorFlow's exporters write Dense. */
    Exporters dense(String x, long nIn, long nOut, String y) {
        String product = "m" + constants++;
        return node("MatMul", x + " " + weights(nIn, nOut), product).node("Add", product + " " + weights(nOut), y);
    }

    /** Gemm, as PyTorch writes Linear of [batch, features]. */
    Exporters linear(String x, long nIn, long nOut, String y) {
        return node("Gemm", x + " " + weights(nOut, nIn) + " " + weights(nOut), y, attribute("transB", 1L));
    }

    /** Zeros [layers, batch, nOut], with the batch out of the input's shape at this axis: PyTorch's state when none is given. */
    Exporters zeroState(String x, long batchAxis, long layers, long nOut, String y, boolean expands) {
        String id = "z" + constants++;
        node("Shape", x, id + "s").gather(id + "s", id + "b", 0, batchAxis).unsqueeze(id + "b", id + "u", 0);
        node("Concat", longs(layers) + " " + id + "u " + longs(nOut), id + "c", attribute("axis", 0L));
        if (!expands) {
            return node("ConstantOfShape", id + "c", y);
        }
        String zero = "w" + constants++;
        model.weights(zero, Nd4j.zeros(1, 1, 1));
        return node("Expand", zero + " " + id + "c", y);
    }
}
