package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Adam;

/** Layers that look at several steps at once: Conv1D, and pooling over windows and over all. */
final class KerasWindowLayers {

    private final KerasGraph graph;

    KerasWindowLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor convolution(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode config = node.config();
        long filters = KerasConfig.positive(config, "filters", "nb_filter");
        int kernelSize = (int) KerasConfig.positive(config, "kernel_size", "filter_length");
        int stride = (int) KerasConfig.positiveOr(1, config, "strides", "subsample_length");
        int dilation = (int) KerasConfig.positiveOr(1, config, "dilation_rate");
        boolean hasBias = KerasConfig.first(config, "use_bias", "bias").asBoolean(true);
        String padding = KerasConfig.first(config, "padding", "border_mode").asText("valid");
        IActivation activation = KerasActivations.of(config.path("activation"), graph.version());
        options.add("filters=" + filters);
        options.add("kernel_size=" + kernelSize);
        options.add("padding=" + padding);
        options.add("activation=" + activation);
        requireChannelsLast(config);
        if (KerasConfig.positiveOr(1, config, "groups") != 1) {
            throw new UnsupportedLayerException("expected groups 1, found " + config.path("groups"));
        }
        if (activation instanceof ActivationSoftmax) {
            throw new UnsupportedLayerException(
                    "softmax in a convolution cannot be imported; put it into an Activation layer");
        }
        if (graph.version() == 1) {
            graph.warn("layer \"" + node.name()
                    + "\": files of Keras 1 do not say whether they were trained on Theano, whose"
                    + " kernels are the other way round; it is taken to be TensorFlow");
        }
        KerasTensor input = graph.onlySequence(node);
        weights.requireCount(hasBias ? 2 : 1, hasBias ? "kernel, bias" : "kernel");
        KerasArrays kernel = weights.rank(0) == 4
                ? weights.get(0, kernelSize, 1, input.shape().size(), filters)
                : weights.get(0, kernelSize, input.shape().size(), filters);
        var parameters = new LinkedHashMap<String, KerasArrays>();
        // DL4J says [out, in, k, 1] but reads the same memory as [k, in, out], as Keras does.
        parameters.put("W", kernel);
        if (hasBias) {
            parameters.put("b", weights.get(1, filters).asRow());
        }
        var layer = new Convolution1DLayer.Builder(kernelSize)
                .nIn(kernel.shape()[kernel.shape().length - 2])
                .nOut(filters)
                .stride(stride)
                .dilation(dilation)
                .convolutionMode(mode(padding))
                .hasBias(hasBias)
                .activation(activation)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam())
                .build();
        long steps = steps(input.shape().steps(), (kernelSize - 1) * dilation + 1, stride, padding);
        return new KerasTensor(
                graph.put(node.name(), layer, input, input.shape(), parameters).piece(),
                KerasShape.sequence(steps, filters),
                null);
    }

    static void requireChannelsLast(JsonNode config) throws UnsupportedLayerException {
        String format = config.path("data_format").asText("channels_last");
        if (!format.equals("channels_last") && !format.equals("null")) {
            throw new UnsupportedLayerException("expected data_format channels_last, found " + format);
        }
    }

    private static ConvolutionMode mode(String padding) throws UnsupportedLayerException {
        return switch (padding) {
            case "valid" -> ConvolutionMode.Truncate;
            case "same" -> ConvolutionMode.Same;
            case "causal" -> ConvolutionMode.Causal;
            default -> throw new UnsupportedLayerException("expected padding valid, same or causal, found " + padding);
        };
    }

    private static long steps(long steps, long window, long stride, String padding) throws UnsupportedLayerException {
        if (steps < 0) {
            return -1;
        }
        long result =
                padding.equals("valid") ? Math.floorDiv(steps - window, stride) + 1 : (steps + stride - 1) / stride;
        if (result < 1) {
            throw new UnsupportedLayerException("a window of " + window + " steps does not fit into " + steps);
        }
        return result;
    }

    KerasTensor pooling(KerasNode node, List<String> options) throws UnsupportedLayerException {
        JsonNode config = node.config();
        int size = (int) KerasConfig.positiveOr(2, config, "pool_size", "pool_length");
        int stride = (int) KerasConfig.positiveOr(size, config, "strides", "stride");
        String padding = KerasConfig.first(config, "padding", "border_mode").asText("valid");
        options.add("pool_size=" + size);
        options.add("strides=" + stride);
        options.add("padding=" + padding);
        requireChannelsLast(config);
        KerasTensor input = graph.onlySequence(node);
        var layer = new Subsampling1DLayer.Builder(
                        node.kind().startsWith("Max")
                                ? SubsamplingLayer.PoolingType.MAX
                                : SubsamplingLayer.PoolingType.AVG)
                .kernelSize(size)
                .stride(stride)
                .convolutionMode(mode(padding))
                .build();
        long steps = steps(input.shape().steps(), size, stride, padding);
        graph.put(node.name(), layer, input, input.shape(), Map.of());
        return new KerasTensor(
                node.name(), KerasShape.sequence(steps, input.shape().size()), null);
    }

    KerasTensor globalPooling(KerasNode node) throws UnsupportedLayerException {
        requireChannelsLast(node.config());
        if (node.config().path("keepdims").asBoolean(false)) {
            throw new UnsupportedLayerException("expected keepdims false");
        }
        KerasTensor input = graph.onlySequence(node);
        boolean average = node.kind().contains("Average");
        Layer layer = new PoolingOverTime(average ? PoolingType.AVG : PoolingType.MAX);
        layer.setLayerName(node.name());
        // Keras's maximum is over all steps, masked or not.
        boolean masked = average && input.mask() != null;
        graph.put(
                node.name(),
                masked ? new WithMask(layer, false) : layer,
                masked ? graph.withMask(node.name(), input) : input,
                input.shape(),
                Map.of());
        return new KerasTensor(node.name(), KerasShape.vector(input.shape().size()), null);
    }
}
