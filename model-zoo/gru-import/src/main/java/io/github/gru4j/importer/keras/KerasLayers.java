package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import java.util.ArrayList;
import java.util.List;

/** Turns the layers of a model, one after the other, into pieces of a network; what it cannot turn, it notes and goes on. */
final class KerasLayers {

    private final KerasModel model;
    private final KerasArchitecture architecture;
    private final KerasGraph graph;
    private final KerasRecurrentLayers recurrent;
    private final KerasStepLayers steps;
    private final KerasMaskLayers masks;
    private final KerasWindowLayers windows;
    private final KerasShapeLayers shapes;
    private final KerasMergeLayers merges;
    private final List<LayerSummary> summaries = new ArrayList<>();

    KerasLayers(KerasModel model, KerasArchitecture architecture) {
        this.model = model;
        this.architecture = architecture;
        this.graph = new KerasGraph(model, architecture);
        this.recurrent = new KerasRecurrentLayers(graph);
        this.steps = new KerasStepLayers(graph);
        this.masks = new KerasMaskLayers(graph);
        this.windows = new KerasWindowLayers(graph);
        this.shapes = new KerasShapeLayers(graph);
        this.merges = new KerasMergeLayers(graph);
    }

    KerasLayers translate() {
        String training = KerasTraining.warning(model.config());
        if (training != null) {
            graph.warn(training);
        }
        for (KerasNode node : architecture.nodes()) {
            translate(node);
        }
        return this;
    }

    KerasGraph graph() {
        return graph;
    }

    List<LayerSummary> summaries() {
        return summaries;
    }

    private void translate(KerasNode node) {
        var weights = weights(node);
        var options = new ArrayList<String>();
        KerasTensor output;
        String problem = null;
        try {
            noteTrainingOnly(node);
            requirePlainCall(node);
            output = translate(node, weights, options);
        } catch (UnsupportedLayerException unsupported) {
            problem = unsupported.getMessage();
            output = new KerasTensor(node.name(), KerasShape.UNKNOWN, null);
        }
        graph.set(node.name(), output);
        List<Long> shape =
                output.shape().isUnknown() ? List.of() : output.shape().inKerasOrder();
        summaries.add(new LayerSummary(node.name(), node.fullKind(), shape, weights.parameters(), options, problem));
    }

    private KerasWeights weights(KerasNode node) {
        List<KerasModel.Weight> found = model.weights().get(node.name());
        if (found == null) {
            // Some versions name a wrapper's weights by the layer inside.
            found = model.weights()
                    .getOrDefault(
                            node.config()
                                    .path("layer")
                                    .path("config")
                                    .path("name")
                                    .asText(""),
                            List.of());
        }
        return new KerasWeights(found);
    }

    private void requirePlainCall(KerasNode node) throws UnsupportedLayerException {
        if (!node.call().arguments().isEmpty()) {
            throw new UnsupportedLayerException(
                    "it is called with " + node.call().arguments() + ", which cannot be imported");
        }
        masks.requireOwn(node);
    }

    private void noteTrainingOnly(KerasNode node) {
        for (JsonNode config :
                List.of(node.config(), node.config().path("layer").path("config"))) {
            for (String key : KerasTrainingOptions.KEYS) {
                if (config.hasNonNull(key)) {
                    graph.warn("layer \"" + node.name() + "\": " + key + " is left out; it only matters to training");
                }
            }
        }
    }

    private KerasTensor translate(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        if (KerasRecurrent.handles(node.kind())) {
            return recurrent.recurrent(node, weights, options);
        }
        return switch (node.kind()) {
            case "InputLayer" -> input(node);
            case "Bidirectional" -> recurrent.bidirectional(node, weights, options);
            case "TimeDistributed" -> steps.timeDistributed(node, weights, options);
            case "Dense", "TimeDistributedDense" -> steps.dense(node, weights, options);
            case "Embedding" -> masks.embedding(node, weights, options);
            case "Masking" -> masks.masking(node, options);
            case "NotEqual", "Any" -> masks.operation(node);
            case "Dropout", "SpatialDropout1D" -> steps.dropout(node, options);
            case "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization" -> {
                graph.warn(
                        "layer \"" + node.name() + "\": " + node.kind() + " is left out; it only matters to training");
                yield graph.only(node);
            }
            case "BatchNormalization" -> steps.batchNormalization(node, weights, options);
            case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> steps.activation(node, options);
            case "Conv1D", "Convolution1D" -> windows.convolution(node, weights, options);
            case "MaxPooling1D", "AveragePooling1D" -> windows.pooling(node, options);
            case "GlobalMaxPooling1D", "GlobalAveragePooling1D" -> windows.globalPooling(node);
            case "Flatten" -> shapes.flatten(node);
            case "RepeatVector" -> shapes.repeat(node, options);
            case "Concatenate", "Add", "Multiply", "Average", "Maximum", "Subtract", "Merge" ->
                merges.merge(node, options);
            default -> throw new UnsupportedLayerException("layers of class " + node.kind() + " cannot be imported");
        };
    }

    private static KerasTensor input(KerasNode node) throws UnsupportedLayerException {
        JsonNode shape = KerasConfig.first(node.config(), "batch_shape", "batch_input_shape");
        if (shape.size() != 2 && shape.size() != 3) {
            throw new UnsupportedLayerException(
                    "expected an input [batch, features] or [batch, time, features], found the shape " + shape);
        }
        long first = shape.get(1).asLong(-1);
        return new KerasTensor(
                node.name(),
                shape.size() == 2
                        ? KerasShape.vector(first)
                        : KerasShape.sequence(first, shape.get(2).asLong(-1)),
                null);
    }
}
