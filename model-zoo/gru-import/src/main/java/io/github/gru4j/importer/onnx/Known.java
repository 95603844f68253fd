package io.github.gru4j.importer.onnx;

import java.util.Set;
import onnx.Onnx.NodeProto;

/** The kinds of node that a graph of layers may have beside the recurrent ones. */
final class Known {

    private static final Set<String> SHAPES = Set.of(
            "Constant",
            "Shape",
            "ConstantOfShape",
            "Expand",
            "Tile",
            "Range",
            "Concat",
            "Reshape",
            "Flatten",
            "Unsqueeze",
            "Squeeze",
            "Slice",
            "Split",
            "Gather",
            "Identity",
            "Cast",
            "Transpose");

    private static final Set<String> ARITHMETIC = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Abs",
            "Less",
            "Equal",
            "Where",
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceProd");

    private static final Set<String> LAYERS = Set.of(
            "Gemm",
            "MatMul",
            "OneHot",
            "Dropout",
            "Softmax",
            "Relu",
            "Sigmoid",
            "Tanh",
            "HardSigmoid",
            "LeakyRelu",
            "Elu",
            "Selu",
            "Clip",
            "Softsign",
            "Softplus",
            "ThresholdedRelu");

    private Known() {}

    static boolean is(NodeProto node) {
        String kind = node.getOpType();
        return (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx"))
                && (SHAPES.contains(kind) || ARITHMETIC.contains(kind) || LAYERS.contains(kind));
    }
}
