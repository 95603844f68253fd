package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.keras.KerasGraph.StatedMask;
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

    KerasTensor embedding(KerasNode node, KerasWeights weights, List<String> options) throws UnsupportedLayerException {
        boolean maskZero = node.config().path("mask_zero").asBoolean(false);
        options.add("mask_zero=" + maskZero);
        KerasTensor input = graph.only(node);
        if (!input.piece().equals(node.inputs().get(0)) || !graph.isModelInput(input.piece())) {
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
            make(mask, new StatedMask(input.piece(), 0), new StepMask(0, true), input);
        }
        if (input.shape().sequence()
                && input.shape().size() > 1
                && input.shape().size() != table.rows()) {
            throw new UnsupportedLayerException("expected one number of words for all that read \"" + input.piece()
                    + "\", found " + table.rows() + " and " + input.shape().size()
                    + "; give each Embedding an input of its own");
        }
        // DL4J sets nIn from the input's size.
        graph.set(node.inputs().get(0), new KerasTensor(input.piece(), KerasShape.sequence(steps, table.rows()), null));
        graph.put(node.name(), layer, input, input.shape(), Map.of("W", table));
        return new KerasTensor(node.name(), KerasShape.sequence(steps, table.columns()), mask);
    }

    KerasTensor masking(KerasNode node, List<String> options) throws UnsupportedLayerException {
        double value = KerasConfig.number(0, node.config(), "mask_value");
        options.add("mask_value=" + value);
        KerasTensor input = graph.onlySequence(node);
        String mask = node.name() + "/mask";
        make(mask, new StatedMask(input.piece(), value), new StepMask(value, false), input);
        graph.put(node.name(), new ZeroMaskedSteps(value), input, input.shape(), Map.of());
        return new KerasTensor(node.name(), input.shape(), mask);
    }

    private void make(String name, StatedMask stated, StepMask layer, KerasTensor input) {
        graph.setMask(name, stated);
        graph.put(name, layer, input, input.shape(), Map.of());
    }

    /**
     * An operation with which functional models of Keras 3 state the mask that an Embedding or Masking makes: {@code NotEqual}
     * of its input and the value, and for Masking {@code Any} of that over the features.
     */
    KerasTensor operation(KerasNode node) throws UnsupportedLayerException {
        boolean any = node.kind().equals("Any");
        StatedMask mask;
        if (any) {
            mask = node.inputs().size() == 1 ? graph.mask(node.inputs().get(0)) : null;
        } else {
            mask = node.call().constant() == null
                    ? null
                    : new StatedMask(graph.only(node).piece(), node.call().constant());
        }
        if (mask == null || node.config().path("axis").asInt(-1) != -1) {
            throw new UnsupportedLayerException(
                    "expected an operation that makes the mask of an Embedding or of Masking, found another use");
        }
        graph.setMask(node.name(), mask);
        return new KerasTensor(node.name(), KerasShape.UNKNOWN, null);
    }

    /** A layer may be called with the mask that its input carries, with no other. */
    void requireOwn(KerasNode node) throws UnsupportedLayerException {
        String stated = node.call().mask();
        if (stated == null || node.inputs().isEmpty()) {
            return;
        }
        KerasTensor input = graph.tensor(node.inputs().get(0));
        StatedMask carried = input.mask() == null ? null : graph.mask(input.mask());
        if (!input.shape().isUnknown() && (carried == null || !carried.equals(graph.mask(stated)))) {
            throw new UnsupportedLayerException("it is called with the mask \"" + stated
                    + "\", which is not the one that its input carries from an Embedding or Masking");
        }
    }
}
