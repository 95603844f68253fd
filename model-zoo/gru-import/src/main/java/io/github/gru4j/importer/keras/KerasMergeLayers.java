package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Layers with several inputs: Concatenate, Add and the like, and Merge of Keras 1. */
final class KerasMergeLayers {

    private final KerasGraph graph;

    KerasMergeLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor merge(KerasNode node, List<String> options) throws UnsupportedLayerException {
        var inputs = new ArrayList<KerasTensor>();
        for (String input : node.inputs()) {
            inputs.add(graph.tensor(input));
        }
        if (inputs.size() < 2) {
            throw new UnsupportedLayerException("expected two inputs or more, found " + node.inputs());
        }
        String kind = node.kind().equals("Merge") ? node.config().path("mode").asText("") : node.kind();
        options.add("merge=" + kind);
        KerasTensor first = inputs.get(0);
        boolean concatenate = kind.equals("Concatenate") || kind.equals("concat");
        if (concatenate) {
            requireFeatureAxis(node, first);
        }
        ElementWiseVertex.Op operation = concatenate ? null : mergeOperation(kind);
        long size = 0;
        for (KerasTensor input : inputs) {
            if (input.shape().sequence() != first.shape().sequence()
                    && !input.shape().isUnknown()
                    && !first.shape().isUnknown()) {
                throw new UnsupportedLayerException("expected inputs of one rank, found "
                        + first.shape().inKerasOrder() + " and " + input.shape().inKerasOrder());
            }
            if (!concatenate
                    && !input.shape().equals(first.shape())
                    && !input.shape().isUnknown()
                    && !first.shape().isUnknown()) {
                throw new UnsupportedLayerException("expected inputs of one shape, found "
                        + first.shape().inKerasOrder() + " and " + input.shape().inKerasOrder());
            }
            size = input.shape().isUnknown() || size < 0
                    ? -1
                    : size + input.shape().size();
        }
        boolean oneMask = inputs.stream().map(KerasTensor::mask).distinct().count() == 1;
        if (!oneMask) {
            throw new UnsupportedLayerException("expected inputs with the same mask, found different ones");
        }
        graph.add(KerasPiece.vertex(
                node.name(),
                concatenate ? new MergeVertex() : new ElementWiseVertex(operation),
                inputs.stream().map(KerasTensor::piece).toList()));
        return first.as(node.name(), concatenate ? first.shape().withSize(size) : first.shape());
    }

    private static void requireFeatureAxis(KerasNode node, KerasTensor input) throws UnsupportedLayerException {
        JsonNode axis = KerasConfig.first(node.config(), "axis", "concat_axis");
        int last = input.shape().sequence() ? 2 : 1;
        if (axis.asInt(-1) != -1 && axis.asInt() != last && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected axis -1, the features, found " + axis);
        }
    }

    private static ElementWiseVertex.Op mergeOperation(String kind) throws UnsupportedLayerException {
        return switch (kind) {
            case "Add", "sum" -> ElementWiseVertex.Op.Add;
            case "Multiply", "mul" -> ElementWiseVertex.Op.Product;
            case "Average", "ave" -> ElementWiseVertex.Op.Average;
            case "Maximum", "max" -> ElementWiseVertex.Op.Max;
            case "Subtract" -> ElementWiseVertex.Op.Subtract;
            default -> throw new UnsupportedLayerException("merging by \"" + kind + "\" cannot be imported");
        };
    }
}
