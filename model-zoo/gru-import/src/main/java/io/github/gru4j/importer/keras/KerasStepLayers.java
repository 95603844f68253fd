package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Adam;

/** Layers that do the same to every step: Dense, Activation, BatchNormalization, dropout, and TimeDistributed around them. */
final class KerasStepLayers {

    private final KerasGraph graph;

    KerasStepLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor timeDistributed(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode inner = node.config().path("layer");
        graph.onlySequence(node);
        KerasNode within = node.inner(inner);
        return switch (within.kind()) {
            case "Dense" -> dense(within, weights, options);
            case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> activation(within, options);
            case "Dropout" -> dropout(within, options);
            case "BatchNormalization" -> batchNormalization(within, weights, options);
            default ->
                throw new UnsupportedLayerException(
                        "expected Dense, Activation, Dropout or BatchNormalization inside of TimeDistributed, found "
                                + inner.path("class_name"));
        };
    }

    KerasTensor dense(KerasNode node, KerasWeights weights, List<String> options) throws UnsupportedLayerException {
        JsonNode config = node.config();
        long units = KerasConfig.positive(config, "units", "output_dim");
        boolean hasBias = KerasConfig.first(config, "use_bias", "bias").asBoolean(true);
        IActivation activation = KerasActivations.of(config.path("activation"), graph.version());
        options.add("units=" + units);
        options.add("activation=" + activation);
        KerasTensor input = graph.only(node);
        weights.requireCount(hasBias ? 2 : 1, hasBias ? "kernel, bias" : "kernel");
        KerasArrays kernel = weights.get(0, input.shape().size(), units);
        var parameters = new LinkedHashMap<String, KerasArrays>();
        parameters.put("W", kernel);
        if (hasBias) {
            parameters.put("b", weights.get(1, units).asRow());
        }
        var layer = new KerasDense(
                kernel.rows(), units, activation, hasBias, input.shape().sequence());
        graph.setDense(node.name(), layer);
        return graph.put(node.name(), layer.hidden(), input, input.shape().withSize(units), parameters);
    }

    KerasTensor batchNormalization(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode config = node.config();
        KerasTensor input = graph.only(node);
        JsonNode axis = config.path("axis").isArray() ? config.path("axis").path(0) : config.path("axis");
        int last = input.shape().sequence() ? 2 : 1;
        if (axis.asInt(-1) != -1 && axis.asInt() != last && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected axis -1, the features, found " + axis);
        }
        if (config.path("mode").asInt(0) != 0) {
            throw new UnsupportedLayerException("expected mode 0, found " + config.path("mode"));
        }
        boolean scale = config.path("scale").asBoolean(true);
        boolean center = config.path("center").asBoolean(true);
        double epsilon = KerasConfig.number(1e-3, config, "epsilon");
        options.add("epsilon=" + epsilon);
        weights.requireCount(2 + (scale ? 1 : 0) + (center ? 1 : 0), "gamma, beta, moving_mean, moving_variance");
        int at = 0;
        long size = input.shape().size();
        var parameters = new LinkedHashMap<String, KerasArrays>();
        KerasArrays gamma = scale ? weights.get(at++, size).asRow() : null;
        KerasArrays beta = center ? weights.get(at++, size).asRow() : null;
        KerasArrays mean = weights.get(at++, size).asRow();
        KerasArrays variance = weights.get(at, size).asRow();
        parameters.put("gamma", gamma == null ? filled(mean, 1) : gamma);
        parameters.put("beta", beta == null ? filled(mean, 0) : beta);
        parameters.put("mean", mean);
        parameters.put("var", variance);
        var layer = new BatchNormalization.Builder()
                .nIn(mean.columns())
                .nOut(mean.columns())
                .eps(epsilon)
                .decay(KerasConfig.number(0.99, config, "momentum"))
                .useLogStd(false)
                .updater(new Adam())
                .build();
        layer.setLayerName(node.name());
        // DL4J 1.0.0-M2.1 normalises a sequence over the wrong axis.
        return graph.put(
                node.name(),
                input.shape().sequence() ? new TimeDistributed(layer) : layer,
                input,
                input.shape(),
                parameters);
    }

    private static KerasArrays filled(KerasArrays like, float value) {
        var values = new float[like.values().length];
        Arrays.fill(values, value);
        return new KerasArrays(like.shape(), values);
    }

    private IActivation activationOf(KerasNode node) throws UnsupportedLayerException {
        JsonNode config = node.config();
        return switch (node.kind()) {
            case "ReLU" -> {
                boolean plain = KerasConfig.number(0, config, "threshold", "theta") == 0
                        && KerasConfig.number(0, config, "negative_slope") == 0
                        && !config.hasNonNull("max_value");
                if (!plain) {
                    throw new UnsupportedLayerException(
                            "expected a ReLU without max_value, negative_slope and threshold");
                }
                yield new ActivationReLU();
            }
            case "LeakyReLU" -> new ActivationLReLU(KerasConfig.number(0.3, config, "negative_slope", "alpha"));
            case "ELU" -> new ActivationELU(KerasConfig.number(1, config, "alpha"));
            case "Softmax" -> {
                if (config.path("axis").asInt(-1) != -1) {
                    throw new UnsupportedLayerException("expected axis -1, found " + config.path("axis"));
                }
                yield new ActivationSoftmax();
            }
            default -> KerasActivations.of(config.path("activation"), graph.version());
        };
    }

    KerasTensor activation(KerasNode node, List<String> options) throws UnsupportedLayerException {
        IActivation activation = activationOf(node);
        options.add("activation=" + activation);
        KerasTensor input = graph.only(node);
        if (activation instanceof ActivationIdentity) {
            return input;
        }
        String before = node.inputs().get(0);
        KerasDense linear = graph.dense(input.piece());
        if (linear != null
                && input.piece().equals(before)
                && linear.activation() instanceof ActivationIdentity
                && graph.readers(before) == 1) {
            return into(linear, activation, input);
        }
        Layer layer = new ActivationLayer(activation);
        layer.setLayerName(node.name());
        // DL4J's softmax is over the last dimension: time, for a sequence.
        return graph.put(
                node.name(),
                input.shape().sequence() ? new TimeDistributed(layer) : layer,
                input,
                input.shape(),
                Map.of());
    }

    /** Dense without an activation, then an activation: one layer of DL4J, which can then be an output layer. */
    private KerasTensor into(KerasDense linear, IActivation activation, KerasTensor input) {
        KerasDense whole = linear.with(activation);
        graph.setDense(input.piece(), whole);
        graph.replace(input.piece(), whole.hidden());
        return input;
    }

    KerasTensor dropout(KerasNode node, List<String> options) throws UnsupportedLayerException {
        double rate = KerasConfig.rate(node.config(), "rate", "p");
        options.add("rate=" + rate);
        KerasTensor input = graph.only(node);
        if (rate == 0) {
            return input;
        }
        var layer = node.kind().equals("SpatialDropout1D")
                ? new DropoutLayer.Builder(new SpatialDropout(1 - rate)).build()
                : new DropoutLayer.Builder(1 - rate).build();
        return graph.put(node.name(), layer, input, input.shape(), Map.of());
    }
}
