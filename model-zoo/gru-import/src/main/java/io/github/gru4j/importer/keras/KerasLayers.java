package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.layer.BidirectionalLastStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Adam;

/** Turns the layers of a model, one after the other, into pieces of a network; what it cannot turn, it notes and goes on. */
final class KerasLayers {

    /**
     * The output of a layer.
     *
     * @param piece vertex that makes it
     * @param mask vertex that makes its mask [batch, 1, time], or null
     */
    private record Tensor(String piece, KerasShape shape, String mask) {

        Tensor as(String newPiece, KerasShape newShape) {
            return new Tensor(newPiece, newShape, mask);
        }
    }

    private final KerasModel model;
    private final KerasArchitecture architecture;
    private final Map<String, Integer> readers;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final List<KerasPiece> pieces = new ArrayList<>();
    private final List<LayerSummary> summaries = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, KerasDense> dense = new HashMap<>();

    KerasLayers(KerasModel model, KerasArchitecture architecture) {
        this.model = model;
        this.architecture = architecture;
        this.readers = architecture.readers();
    }

    KerasLayers translate() {
        for (KerasNode node : architecture.nodes()) {
            translate(node);
        }
        return this;
    }

    List<KerasPiece> pieces() {
        return pieces;
    }

    List<LayerSummary> summaries() {
        return summaries;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    KerasShape shape(String node) {
        return tensors.get(node).shape();
    }

    String piece(String node) {
        return tensors.get(node).piece();
    }

    /** The dense layer that a piece is, or null. */
    KerasDense dense(String piece) {
        return dense.get(piece);
    }

    private void translate(KerasNode node) {
        var weights = weights(node);
        var options = new ArrayList<String>();
        Tensor output;
        String problem = null;
        try {
            noteTrainingOnly(node);
            output = translate(node, weights, options);
        } catch (UnsupportedLayerException unsupported) {
            problem = unsupported.getMessage();
            output = new Tensor(node.name(), KerasShape.UNKNOWN, null);
        }
        tensors.put(node.name(), output);
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

    private void noteTrainingOnly(KerasNode node) {
        for (String key : KerasTrainingOptions.KEYS) {
            if (node.config().hasNonNull(key)) {
                warnings.add("layer \"" + node.name() + "\": " + key + " is left out; it only matters to training");
            }
        }
    }

    private Tensor translate(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        if (KerasRecurrent.handles(node.kind())) {
            return recurrent(node, weights, options);
        }
        return switch (node.kind()) {
            case "InputLayer" -> input(node);
            case "Bidirectional" -> bidirectional(node, weights, options);
            case "TimeDistributed" -> timeDistributed(node, weights, options);
            case "Dense", "TimeDistributedDense" -> dense(node, node.config(), weights, options);
            case "Embedding" -> embedding(node, weights, options);
            case "Masking" -> masking(node, options);
            case "Dropout", "SpatialDropout1D" -> dropout(node, options);
            case "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization" -> {
                warnings.add(
                        "layer \"" + node.name() + "\": " + node.kind() + " is left out; it only matters to training");
                yield only(node);
            }
            case "BatchNormalization" -> batchNormalization(node, weights, options);
            case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> activation(node, activationOf(node), options);
            case "Conv1D", "Convolution1D" -> convolution(node, weights, options);
            case "MaxPooling1D", "AveragePooling1D" -> pooling(node, options);
            case "GlobalMaxPooling1D", "GlobalAveragePooling1D" -> globalPooling(node);
            case "Flatten" -> flatten(node);
            case "RepeatVector" -> repeat(node, options);
            case "Concatenate", "Add", "Multiply", "Average", "Maximum", "Subtract", "Merge" -> merge(node, options);
            default -> throw new UnsupportedLayerException("layers of class " + node.kind() + " cannot be imported");
        };
    }

    private Tensor only(KerasNode node) throws UnsupportedLayerException {
        if (node.inputs().size() != 1) {
            throw new UnsupportedLayerException("expected one input, found " + node.inputs()
                    + (KerasRecurrent.handles(node.kind())
                            ? "; an initial state from another layer cannot be imported"
                            : ""));
        }
        return tensors.get(node.inputs().get(0));
    }

    private Tensor onlySequence(KerasNode node) throws UnsupportedLayerException {
        Tensor input = only(node);
        if (!input.shape().sequence()) {
            throw new UnsupportedLayerException("expected an input [batch, time, features], found "
                    + input.shape().inKerasOrder());
        }
        return input;
    }

    private Tensor put(String name, Layer layer, Tensor input, KerasShape shape, Map<String, KerasArrays> parameters) {
        layer.setLayerName(name);
        pieces.add(KerasPiece.layer(name, layer, List.of(input.piece()), parameters));
        return input.as(name, shape);
    }

    private Tensor input(KerasNode node) throws UnsupportedLayerException {
        JsonNode shape = KerasConfig.first(node.config(), "batch_shape", "batch_input_shape");
        if (shape.size() != 2 && shape.size() != 3) {
            throw new UnsupportedLayerException(
                    "expected an input [batch, features] or [batch, time, features], found the shape " + shape);
        }
        long first = shape.get(1).asLong(-1);
        return new Tensor(
                node.name(),
                shape.size() == 2
                        ? KerasShape.vector(first)
                        : KerasShape.sequence(first, shape.get(2).asLong(-1)),
                null);
    }

    private Tensor recurrent(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        var notes = new ArrayList<String>();
        var cell = new KerasRecurrent(node, model.version(), notes);
        options.addAll(cell.options());
        cell.requireSupported();
        Tensor input = onlySequence(node);
        var parameters = cell.parameters(weights, input.shape().size());
        Layer layer = cell.layer(parameters.get("W").rows());
        warnings.addAll(notes);
        layer.setLayerName(node.name());
        // A GRU's state stands still at masked steps; DL4J's own layers lose it, so the step must be found by the mask.
        boolean byMask = !cell.isSequence() && input.mask() != null && !cell.isGru();
        if (byMask) {
            layer = new LastTimeStep(layer);
        }
        Tensor masked = withMask(node.name(), input);
        if (cell.isBackwards()) {
            if (input.mask() != null && cell.isSequence()) {
                throw new UnsupportedLayerException("go_backwards with return_sequences and a mask cannot be imported");
            }
            String reversed = node.name() + "/reversed";
            pieces.add(KerasPiece.vertex(reversed, new ReverseTimeSeriesVertex(), List.of(masked.piece())));
            masked = masked.as(reversed, masked.shape());
        }
        noteMask(node, input);
        put(
                node.name(),
                input.mask() == null ? layer : new WithMask(layer, cell.isZeroAtMask()),
                masked,
                input.shape(),
                parameters);
        if (cell.isSequence()) {
            return input.as(node.name(), input.shape().withSize(cell.units()));
        }
        var vector = new Tensor(node.name(), KerasShape.vector(cell.units()), null);
        return byMask ? vector : put(node.name() + "/last", new LastStep(), vector, vector.shape(), Map.of());
    }

    /** DL4J's own recurrent layers start again from zeros after a masked step; Keras's and ours go on from where they were. */
    private void noteMask(KerasNode node, Tensor input) {
        if (input.mask() != null && !node.fullKind().contains("GRU")) {
            warnings.add("layer \"" + node.name() + "\": DL4J's " + node.fullKind()
                    + " gives zeros at masked steps and forgets its state there, Keras's holds both; they agree on the steps"
                    + " that count if the masked ones are all before or all after them");
        }
    }

    /** The input with its mask as the last feature, if it has one. */
    private Tensor withMask(String name, Tensor input) {
        if (input.mask() == null) {
            return input;
        }
        String merged = name + "/masked";
        pieces.add(KerasPiece.vertex(merged, new MergeVertex(), List.of(input.piece(), input.mask())));
        return input.as(merged, input.shape());
    }

    private Tensor bidirectional(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode inner = node.config().path("layer");
        String kind = inner.path("class_name").asText("");
        if (!KerasRecurrent.handles(kind)) {
            throw new UnsupportedLayerException(
                    "expected a GRU, LSTM or SimpleRNN inside of Bidirectional, found " + inner.path("class_name"));
        }
        JsonNode mode = node.config().path("merge_mode");
        options.add("merge_mode=" + mode.asText("null"));
        var notes = new ArrayList<String>();
        var forward = new KerasRecurrent(
                new KerasNode(node.name(), kind, inner.path("config"), node.inputs()), model.version(), notes);
        options.addAll(forward.options());
        forward.requireSupported();
        requireMirrored(node, forward, notes);
        Tensor input = onlySequence(node);
        var parameters = new LinkedHashMap<String, KerasArrays>();
        forward.parameters(weights.half(0), input.shape().size())
                .forEach((key, array) -> parameters.put("f" + key, array));
        forward.parameters(weights.half(1), input.shape().size())
                .forEach((key, array) -> parameters.put("b" + key, array));
        warnings.addAll(notes);
        noteMask(node, input);

        var both = new Bidirectional(
                Bidirectional.Mode.CONCAT, forward.layer(parameters.get("fW").rows()));
        Layer layer = forward.isSequence() ? both : new BidirectionalLastStep(both);
        String merge = mode.asText("null");
        ElementWiseVertex.Op operation = operation(merge);
        String name = operation == null ? node.name() : node.name() + "/both";
        put(
                name,
                input.mask() == null ? layer : new WithMask(layer, forward.isZeroAtMask()),
                withMask(name, input),
                input.shape(),
                parameters);
        if (operation != null) {
            // Not DL4J's own modes: they write over the forward layer's output, which its backward pass still needs.
            int units = (int) forward.units();
            pieces.add(KerasPiece.vertex(node.name() + "/forward", new SubsetVertex(0, units - 1), List.of(name)));
            pieces.add(KerasPiece.vertex(
                    node.name() + "/backward", new SubsetVertex(units, 2 * units - 1), List.of(name)));
            pieces.add(KerasPiece.vertex(
                    node.name(),
                    new ElementWiseVertex(operation),
                    List.of(node.name() + "/forward", node.name() + "/backward")));
        }
        long size = operation == null ? 2 * forward.units() : forward.units();
        return forward.isSequence()
                ? input.as(node.name(), input.shape().withSize(size))
                : new Tensor(node.name(), KerasShape.vector(size), null);
    }

    /** Null for concatenation. */
    private static ElementWiseVertex.Op operation(String merge) throws UnsupportedLayerException {
        return switch (merge) {
            case "concat" -> null;
            case "sum" -> ElementWiseVertex.Op.Add;
            case "mul" -> ElementWiseVertex.Op.Product;
            case "ave" -> ElementWiseVertex.Op.Average;
            default ->
                throw new UnsupportedLayerException("expected merge_mode concat, sum, mul or ave, found " + merge
                        + (merge.equals("null") ? ", which gives two outputs" : ""));
        };
    }

    private void requireMirrored(KerasNode node, KerasRecurrent forward, List<String> notes)
            throws UnsupportedLayerException {
        if (forward.isBackwards()) {
            throw new UnsupportedLayerException("go_backwards is true for the forward layer inside of Bidirectional");
        }
        JsonNode other = node.config().path("backward_layer");
        if (!other.isObject()) {
            return;
        }
        var backward = new KerasRecurrent(
                new KerasNode(node.name(), other.path("class_name").asText(""), other.path("config"), node.inputs()),
                model.version(),
                new ArrayList<>(notes));
        if (!backward.isBackwards() || !backward.fingerprint().equals(forward.fingerprint())) {
            throw new UnsupportedLayerException(
                    "expected a backward_layer with the forward layer's options and go_backwards," + " found "
                            + backward.fingerprint() + " for " + forward.fingerprint());
        }
    }

    private Tensor timeDistributed(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode inner = node.config().path("layer");
        onlySequence(node);
        var within =
                new KerasNode(node.name(), inner.path("class_name").asText(""), inner.path("config"), node.inputs());
        return switch (within.kind()) {
            case "Dense" -> dense(within, inner.path("config"), weights, options);
            case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" ->
                activation(within, activationOf(within), options);
            case "Dropout" -> dropout(within, options);
            case "BatchNormalization" -> batchNormalization(within, weights, options);
            default ->
                throw new UnsupportedLayerException(
                        "expected Dense, Activation, Dropout or BatchNormalization inside of TimeDistributed, found "
                                + inner.path("class_name"));
        };
    }

    private Tensor dense(KerasNode node, JsonNode config, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        long units = KerasConfig.positive(config, "units", "output_dim");
        boolean hasBias = KerasConfig.first(config, "use_bias", "bias").asBoolean(true);
        IActivation activation = KerasActivations.of(config.path("activation"), model.version());
        options.add("units=" + units);
        options.add("activation=" + activation);
        Tensor input = only(node);
        weights.requireCount(hasBias ? 2 : 1, hasBias ? "kernel, bias" : "kernel");
        KerasArrays kernel = weights.get(0, input.shape().size(), units);
        var parameters = new LinkedHashMap<String, KerasArrays>();
        parameters.put("W", kernel);
        if (hasBias) {
            parameters.put("b", weights.get(1, units).asRow());
        }
        var layer = new KerasDense(
                kernel.rows(), units, activation, hasBias, input.shape().sequence());
        dense.put(node.name(), layer);
        return put(node.name(), layer.hidden(), input, input.shape().withSize(units), parameters);
    }

    private Tensor embedding(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        boolean maskZero = node.config().path("mask_zero").asBoolean(false);
        options.add("mask_zero=" + maskZero);
        Tensor input = only(node);
        if (!input.piece().equals(node.inputs().get(0))
                || !architecture.inputs().contains(input.piece())) {
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
            put(mask, new StepMask(0), input, input.shape(), Map.of());
        }
        // DL4J sets nIn from the input's size.
        tensors.put(node.inputs().get(0), new Tensor(input.piece(), KerasShape.sequence(steps, table.rows()), null));
        put(node.name(), layer, input, input.shape(), Map.of("W", table));
        return new Tensor(node.name(), KerasShape.sequence(steps, table.columns()), mask);
    }

    private Tensor masking(KerasNode node, List<String> options) throws UnsupportedLayerException {
        double value = node.config().path("mask_value").asDouble(0);
        options.add("mask_value=" + value);
        Tensor input = onlySequence(node);
        String mask = node.name() + "/mask";
        put(mask, new StepMask(value), input, input.shape(), Map.of());
        put(node.name(), new ZeroMaskedSteps(value), input, input.shape(), Map.of());
        return new Tensor(node.name(), input.shape(), mask);
    }

    private Tensor dropout(KerasNode node, List<String> options) throws UnsupportedLayerException {
        double rate = KerasConfig.rate(node.config(), "rate", "p");
        options.add("rate=" + rate);
        Tensor input = only(node);
        if (rate == 0) {
            return input;
        }
        var layer = node.kind().equals("SpatialDropout1D")
                ? new DropoutLayer.Builder(new SpatialDropout(1 - rate)).build()
                : new DropoutLayer.Builder(1 - rate).build();
        return put(node.name(), layer, input, input.shape(), Map.of());
    }

    private Tensor batchNormalization(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode config = node.config();
        Tensor input = only(node);
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
        double epsilon = config.path("epsilon").asDouble(1e-3);
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
                .decay(config.path("momentum").asDouble(0.99))
                .useLogStd(false)
                .updater(new Adam())
                .build();
        layer.setLayerName(node.name());
        // DL4J 1.0.0-M2.1 normalises a sequence over the wrong axis.
        return put(
                node.name(),
                input.shape().sequence() ? new TimeDistributed(layer) : layer,
                input,
                input.shape(),
                parameters);
    }

    private static KerasArrays filled(KerasArrays like, float value) {
        var values = new float[like.values().length];
        java.util.Arrays.fill(values, value);
        return new KerasArrays(like.shape(), values);
    }

    private IActivation activationOf(KerasNode node) throws UnsupportedLayerException {
        JsonNode config = node.config();
        return switch (node.kind()) {
            case "ReLU" -> {
                boolean plain = config.path("threshold").asDouble(0) == 0
                        && config.path("negative_slope").asDouble(0) == 0
                        && !config.hasNonNull("max_value");
                if (!plain) {
                    throw new UnsupportedLayerException(
                            "expected a ReLU without max_value, negative_slope and threshold");
                }
                yield new ActivationReLU();
            }
            case "LeakyReLU" ->
                new ActivationLReLU(
                        KerasConfig.first(config, "negative_slope", "alpha").asDouble(0.3));
            case "ELU" -> new ActivationELU(config.path("alpha").asDouble(1));
            case "Softmax" -> {
                if (config.path("axis").asInt(-1) != -1) {
                    throw new UnsupportedLayerException("expected axis -1, found " + config.path("axis"));
                }
                yield new ActivationSoftmax();
            }
            default -> KerasActivations.of(config.path("activation"), model.version());
        };
    }

    private Tensor activation(KerasNode node, IActivation activation, List<String> options)
            throws UnsupportedLayerException {
        options.add("activation=" + activation);
        Tensor input = only(node);
        if (activation instanceof ActivationIdentity) {
            return input;
        }
        String before = node.inputs().get(0);
        KerasDense linear = dense.get(input.piece());
        if (linear != null
                && input.piece().equals(before)
                && linear.activation() instanceof ActivationIdentity
                && readers.getOrDefault(before, 0) == 1) {
            return into(linear, activation, input);
        }
        Layer layer = new ActivationLayer(activation);
        layer.setLayerName(node.name());
        // DL4J's softmax is over the last dimension: time, for a sequence.
        return put(
                node.name(),
                input.shape().sequence() ? new TimeDistributed(layer) : layer,
                input,
                input.shape(),
                Map.of());
    }

    /** Dense without an activation, then an activation: one layer of DL4J, which can then be an output layer. */
    private Tensor into(KerasDense linear, IActivation activation, Tensor input) {
        KerasDense whole = linear.with(activation);
        dense.put(input.piece(), whole);
        for (int i = 0; i < pieces.size(); i++) {
            KerasPiece piece = pieces.get(i);
            if (piece.name().equals(input.piece())) {
                Layer layer = whole.hidden();
                layer.setLayerName(piece.name());
                pieces.set(i, KerasPiece.layer(piece.name(), layer, piece.inputs(), piece.parameters()));
            }
        }
        return input;
    }

    private Tensor convolution(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode config = node.config();
        long filters = KerasConfig.positive(config, "filters", "nb_filter");
        int kernelSize = (int) KerasConfig.positive(config, "kernel_size", "filter_length");
        int stride = (int) KerasConfig.positiveOr(1, config, "strides", "subsample_length");
        int dilation = (int) KerasConfig.positiveOr(1, config, "dilation_rate");
        boolean hasBias = KerasConfig.first(config, "use_bias", "bias").asBoolean(true);
        String padding = KerasConfig.first(config, "padding", "border_mode").asText("valid");
        IActivation activation = KerasActivations.of(config.path("activation"), model.version());
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
        Tensor input = onlySequence(node);
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
        return new Tensor(
                put(node.name(), layer, input, input.shape(), parameters).piece(),
                KerasShape.sequence(steps, filters),
                null);
    }

    private static void requireChannelsLast(JsonNode config) throws UnsupportedLayerException {
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

    private Tensor pooling(KerasNode node, List<String> options) throws UnsupportedLayerException {
        JsonNode config = node.config();
        int size = (int) KerasConfig.positiveOr(2, config, "pool_size", "pool_length");
        int stride = (int) KerasConfig.positiveOr(size, config, "strides", "stride");
        String padding = KerasConfig.first(config, "padding", "border_mode").asText("valid");
        options.add("pool_size=" + size);
        options.add("strides=" + stride);
        options.add("padding=" + padding);
        requireChannelsLast(config);
        Tensor input = onlySequence(node);
        var layer = new Subsampling1DLayer.Builder(
                        node.kind().startsWith("Max")
                                ? SubsamplingLayer.PoolingType.MAX
                                : SubsamplingLayer.PoolingType.AVG)
                .kernelSize(size)
                .stride(stride)
                .convolutionMode(mode(padding))
                .build();
        long steps = steps(input.shape().steps(), size, stride, padding);
        put(node.name(), layer, input, input.shape(), Map.of());
        return new Tensor(node.name(), KerasShape.sequence(steps, input.shape().size()), null);
    }

    private Tensor globalPooling(KerasNode node) throws UnsupportedLayerException {
        requireChannelsLast(node.config());
        if (node.config().path("keepdims").asBoolean(false)) {
            throw new UnsupportedLayerException("expected keepdims false");
        }
        Tensor input = onlySequence(node);
        boolean average = node.kind().contains("Average");
        Layer layer = new PoolingOverTime(average ? PoolingType.AVG : PoolingType.MAX);
        layer.setLayerName(node.name());
        // Keras's maximum is over all steps, masked or not.
        boolean masked = average && input.mask() != null;
        put(
                node.name(),
                masked ? new WithMask(layer, false) : layer,
                masked ? withMask(node.name(), input) : input,
                input.shape(),
                Map.of());
        return new Tensor(node.name(), KerasShape.vector(input.shape().size()), null);
    }

    private Tensor flatten(KerasNode node) throws UnsupportedLayerException {
        requireChannelsLast(node.config());
        Tensor input = only(node);
        if (!input.shape().sequence()) {
            return input;
        }
        if (input.shape().steps() < 0 && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected an input of known length, found "
                    + input.shape().inKerasOrder() + "; give the model's Input a number of steps");
        }
        long size = input.shape().isUnknown()
                ? -1
                : input.shape().steps() * input.shape().size();
        put(node.name(), new TimeMajorFlatten(), input, input.shape(), Map.of());
        return new Tensor(node.name(), KerasShape.vector(size), null);
    }

    private Tensor repeat(KerasNode node, List<String> options) throws UnsupportedLayerException {
        long n = KerasConfig.positive(node.config(), "n");
        options.add("n=" + n);
        Tensor input = only(node);
        if (input.shape().sequence() && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected an input [batch, features], found "
                    + input.shape().inKerasOrder());
        }
        var layer = new RepeatVector.Builder<>((int) n).build();
        put(node.name(), layer, input, input.shape(), Map.of());
        return new Tensor(node.name(), KerasShape.sequence(n, input.shape().size()), null);
    }

    private Tensor merge(KerasNode node, List<String> options) throws UnsupportedLayerException {
        var inputs = node.inputs().stream().map(tensors::get).toList();
        if (inputs.size() < 2) {
            throw new UnsupportedLayerException("expected two inputs or more, found " + node.inputs());
        }
        String kind = node.kind().equals("Merge") ? node.config().path("mode").asText("") : node.kind();
        options.add("merge=" + kind);
        Tensor first = inputs.get(0);
        boolean concatenate = kind.equals("Concatenate") || kind.equals("concat");
        if (concatenate) {
            requireFeatureAxis(node, first);
        }
        ElementWiseVertex.Op operation = concatenate ? null : mergeOperation(kind);
        long size = 0;
        for (Tensor input : inputs) {
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
        boolean oneMask = inputs.stream().map(Tensor::mask).distinct().count() == 1;
        if (!oneMask) {
            throw new UnsupportedLayerException("expected inputs with the same mask, found different ones");
        }
        pieces.add(KerasPiece.vertex(
                node.name(),
                concatenate ? new MergeVertex() : new ElementWiseVertex(operation),
                inputs.stream().map(Tensor::piece).toList()));
        return first.as(node.name(), concatenate ? first.shape().withSize(size) : first.shape());
    }

    private static void requireFeatureAxis(KerasNode node, Tensor input) throws UnsupportedLayerException {
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
