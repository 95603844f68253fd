package io.github.gru4j.importer.onnx;

import java.util.Set;
import onnx.Onnx.NodeProto;

/** The kinds of node that a graph of layers may have beside the recurrent ones. */
final class Known {

    private static final Set<String> KINDS = Set.of(
            "Constant",
            "Shape",
            "ConstantOfShape",
            "Gemm",
            "MatMul",
            "Concat",
            "Expand",
            "Reshape",
            "Flatten",
            "Unsqueeze",
            "Squeeze",
            "Slice",
            "Split",
            "Identity",
            "Cast",
            "Transpose",
            "Dropout",
            "Gather",
            "Add",
            "Mul",
            "Sub",
            "Div",
            "Equal",
            "Where",
            "Range",
            "Softmax",
            "Relu",
            "Sigmoid",
            "Tanh",
            "HardSigmoid",
            "LeakyRelu",
            "Elu",
            "Softsign",
            "Softplus",
            "ThresholdedRelu");

    private Known() {}

    static boolean is(NodeProto node) {
        return (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx")) && KINDS.contains(node.getOpType());
    }
}
