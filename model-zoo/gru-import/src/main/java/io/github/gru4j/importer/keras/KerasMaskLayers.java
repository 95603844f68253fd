package io.github.gru4j.importer.keras;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/** Where masks begin: Embedding with {@code mask_zero}, and Masking. */
final class KerasMaskLayers {

    private final KerasGraph graph;

    KerasMaskLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor embedding(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        boolean maskZero = node.config().path("mask_zero").asBoolean(false);
        options.add("mask_zero=" + maskZero);
        KerasTensor input = graph.only(node);
        if (!input.piece().equals(node.inputs().get(0))
                || !graph.isModelInput(input.piece())) {
            throw new UnsupportedLayerException("expected an Embedding right after the model's input, found it after \""
                    + node.inputs().get(0) + "\"");
        }
        weights.requireCount(1, "embeddings");
        KerasArrays table = weights.get(
                0, KerasConfig.positive(node.config(), "input_dim"), KerasConfig.positive(node.config(), "output_dim"));
        long steps =
                input.shape().sequence() ? input.shape().steps() : input.shape().size();
        var layer = new EmbeddingSequenceLayer.Builder()
                .nIn(table.rows())
                .nOut(table.columns())
                .inputLength((int) Math.max(steps, 1))
                .inferInputLength(true)
                .hasBias(false)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam())
                .build();
        options.add("words=" + table.rows());
        String mask = null;
        if (maskZero) {
            mask = node.name() + "/mask";
            graph.put(mask, new StepMask(0, true), input, input.shape(), Map.of());
        }
        // DL4J sets nIn from the input's size.
        graph.set(node.inputs().get(0), new KerasTensor(input.piece(), KerasShape.sequence(steps, table.rows()), null));
        graph.put(node.name(), layer, input, input.shape(), Map.of("W", table));
        return new KerasTensor(node.name(), KerasShape.sequence(steps, table.columns()), mask);
    }

    KerasTensor masking(KerasNode node, List<String> options) throws UnsupportedLayerException {
        double value = node.config().path("mask_value").asDouble(0);
        options.add("mask_value=" + value);
        KerasTensor input = graph.onlySequence(node);
        String mask = node.name() + "/mask";
        graph.put(mask, new StepMask(value, false), input, input.shape(), Map.of());
        graph.put(node.name(), new ZeroMaskedSteps(value), input, input.shape(), Map.of());
        return new KerasTensor(node.name(), input.shape(), mask);
    }
}
