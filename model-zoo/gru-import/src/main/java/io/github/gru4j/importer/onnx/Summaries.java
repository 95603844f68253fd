package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ImportedModel.LayerSummary;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;

/** What an inspection says of a node. */
final class Summaries {

    private Summaries() {}

    static boolean isLayer(OnnxFile file, NodeProto node) {
        return Recurrent.is(node)
                || node.getOpType().equals("Gemm")
                || node.getOpType().equals("MatMul")
                || isEmbedding(file, node);
    }

    private static boolean isEmbedding(OnnxFile file, NodeProto node) {
        if (!node.getOpType().equals("Gather") || node.getInputCount() == 0) {
            return false;
        }
        var table = file.tensor(node.getInput(0));
        return table != null && table.getDimsCount() == 2;
    }

    static LayerSummary of(OnnxFile file, NodeProto node, String problem) {
        long parameters = 0;
        int first = isEmbedding(file, node) ? 0 : 1;
        for (int i = first; isLayer(file, node) && i < Math.min(first + 3, node.getInputCount()); i++) {
            var tensor = file.tensor(node.getInput(i));
            parameters += tensor == null ? 0 : Math.max(0, Tensors.size(tensor));
        }
        var options = new ArrayList<String>();
        if (Recurrent.is(node)) {
            options.add("direction=" + Attributes.text(node, "direction", "forward"));
            options.add("hidden_size=" + Attributes.integer(node, "hidden_size", -1));
            if (node.getOpType().equals("GRU")) {
                options.add("linear_before_reset=" + Attributes.integer(node, "linear_before_reset", 0));
            }
            options.add("layout=" + Attributes.integer(node, "layout", 0));
            if (!Attributes.texts(node, "activations").isEmpty()) {
                options.add("activations=" + Attributes.texts(node, "activations"));
            }
        }
        return new LayerSummary(OnnxFile.name(node), node.getOpType(), List.of(), parameters, options, problem);
    }
}
