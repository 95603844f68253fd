package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;

import io.github.gru4j.importer.internal.LastStep;
import io.github.gru4j.importer.onnx.OnnxWritten.Kind;
import io.github.gru4j.layer.BidirectionalLastStep;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes one layer of DL4J as it computes outside training: dropout and weight noise are left out, masks act as DL4J lets them. */
final class OnnxLayerWriter {

    private final OnnxGraphWriter graph;
    private final OnnxMaskWriter masks;
    private final OnnxActivationWriter activations;
    private final OnnxRecurrentWriter recurrent;
    private final OnnxPoolingWriter pooling;

    OnnxLayerWriter(OnnxGraphWriter graph, OnnxMaskWriter masks) {
        this.graph = graph;
        this.masks = masks;
        this.activations = new OnnxActivationWriter(graph);
        this.recurrent = new OnnxRecurrentWriter(graph, masks);
        this.pooling = new OnnxPoolingWriter(graph, masks);
    }

    /** Without what only training sees of it. */
    static Layer unfrozen(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return unfrozen(frozen.getLayer());
        } else if (layer instanceof FrozenLayerWithBackprop frozen) {
            return unfrozen(frozen.getUnderlying());
        }
        return layer;
    }

    /** Throws if this layer cannot be written, whatever is before it. */
    static void require(Layer layer) {
        if (layer instanceof BaseRecurrentLayer cell) {
            OnnxRecurrentWriter.require(cell);
        } else if (layer instanceof Bidirectional both) {
            OnnxRecurrentWriter.require(endsOnly(both) ? withoutLastStep(both) : both);
        } else if (layer instanceof BidirectionalLastStep last) {
            requireBidirectional(last.getUnderlying());
        } else if (layer instanceof LastTimeStep last) {
            if (last.getUnderlying() instanceof Bidirectional both) {
                OnnxRecurrentWriter.require(both);
            } else {
                OnnxRecurrentWriter.require(OnnxRecurrentWriter.cell(last.getUnderlying()));
            }
        } else if (layer instanceof TimeDistributed distributed) {
            if (!isDense(distributed.getUnderlying())) {
                throw new OnnxExportException("expected a dense layer in it, found "
                        + distributed.getUnderlying().getClass().getSimpleName());
            }
            require(distributed.getUnderlying());
        } else if (layer instanceof GlobalPoolingLayer poolingLayer) {
            OnnxPoolingWriter.require(poolingLayer);
        } else if (isDense(layer) || layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer) {
            if (layer instanceof DenseLayer dense && dense.hasLayerNorm()) {
                throw new OnnxExportException("layer normalization is not written");
            }
            OnnxActivationWriter.requireNodes(((FeedForwardLayer) layer).getActivationFn());
        } else if (activationOnly(layer) != null) {
            OnnxActivationWriter.requireNodes(activationOnly(layer));
        } else if (!(layer instanceof DropoutLayer || layer instanceof LastStep)) {
            throw new OnnxExportException("layers of this class are not written");
        }
    }

    private static void requireBidirectional(Layer layer) {
        if (!(layer instanceof Bidirectional both)) {
            throw new OnnxExportException("expected a Bidirectional layer in it");
        }
        OnnxRecurrentWriter.require(both);
    }

    /** Kind and format of what this layer takes; null if it takes anything. */
    static OnnxWritten expected(Layer layer) {
        Kind kind;
        RNNFormat format = null;
        if (layer instanceof BidirectionalLastStep last) {
            return expected(last.getUnderlying());
        } else if (layer instanceof BaseRecurrentLayer
                || layer instanceof Bidirectional
                || layer instanceof LastTimeStep
                || layer instanceof TimeDistributed) {
            kind = Kind.SEQUENCE;
            format = TimeSeriesUtils.getFormatFromRnnLayer(layer);
        } else if (layer instanceof RnnOutputLayer output) {
            kind = Kind.SEQUENCE;
            format = output.getRnnDataFormat();
        } else if (layer instanceof RnnLossLayer loss) {
            kind = Kind.SEQUENCE;
            format = loss.getRnnDataFormat();
        } else if (layer instanceof EmbeddingSequenceLayer embedding) {
            kind = Kind.INDEX_SEQUENCE;
            format = embedding.getOutputFormat();
        } else if (layer instanceof EmbeddingLayer) {
            kind = Kind.INDEX;
        } else if (layer instanceof GlobalPoolingLayer || layer instanceof LastStep) {
            kind = Kind.SEQUENCE;
        } else if (isDense(layer) || layer instanceof LossLayer) {
            kind = Kind.FLAT;
        } else {
            return null;
        }
        return new OnnxWritten("", kind, format, false, nIn(layer));
    }

    private static long nIn(Layer layer) {
        if (layer instanceof FeedForwardLayer dense) {
            return dense.getNIn();
        } else if (layer instanceof Bidirectional both) {
            return nIn(both.getFwd());
        } else if (layer instanceof LastTimeStep last) {
            return nIn(last.getUnderlying());
        } else if (layer instanceof TimeDistributed distributed) {
            return nIn(distributed.getUnderlying());
        }
        return 0;
    }

    /** Adds the nodes of this layer. */
    OnnxWritten write(Layer layer, Map<String, INDArray> params, OnnxWritten input, String name) {
        if (layer instanceof BaseRecurrentLayer cell) {
            requireSequence(layer, input);
            boolean masked = input.masked() && OnnxRecurrentWriter.heedsMask(cell);
            var result = recurrent.write(cell, params, input.name(), name, masked);
            return input.named(recurrent.sequence(result, name)).wide(cell.getNOut());
        } else if (layer instanceof Bidirectional both) {
            return writeBidirectional(both, params, input, name);
        } else if (layer instanceof BidirectionalLastStep last) {
            var both = (Bidirectional) last.getUnderlying();
            requireSequence(both, input);
            var result = recurrent.write(both, params, input.name(), name, input.masked());
            return flat(recurrent.last(result, both.getMode(), name), both.getNOut());
        } else if (layer instanceof LastTimeStep last) {
            return writeLastStep(last.getUnderlying(), params, input, name);
        } else if (layer instanceof TimeDistributed distributed) {
            requireSequence(layer, input);
            return write(distributed.getUnderlying(), params, input.as(Kind.FOLDED), name)
                    .as(Kind.SEQUENCE);
        } else if (layer instanceof EmbeddingSequenceLayer || layer instanceof EmbeddingLayer) {
            return writeEmbedding((FeedForwardLayer) layer, params, input, name);
        } else if (layer instanceof GlobalPoolingLayer poolingLayer) {
            return pooling.write(poolingLayer, input, name);
        } else if (layer instanceof LastStep) {
            requireSequence(layer, input);
            return pooling.lastStep(input, input.masked(), name);
        } else if (isDense(layer)) {
            return writeDense((FeedForwardLayer) layer, params, input, name);
        } else if (layer instanceof DropoutLayer) {
            return input.masked() && input.kind() == Kind.FOLDED ? masks.zero(input, name) : input;
        }
        return writeActivation(layer, input, name);
    }

    private OnnxWritten writeActivation(Layer layer, OnnxWritten input, String name) {
        boolean perStep = layer instanceof RnnLossLayer;
        if (perStep) {
            requireSequence(layer, input);
        } else if (layer instanceof LossLayer) {
            requireMatrix(input);
        }
        int axis = perStep ? -1 : softmaxAxis(input);
        var output = input.named(activations.write(activationOnly(layer), input.name(), name, axis));
        boolean zeroes = layer instanceof LossLayer && input.masked();
        return zeroes ? masks.zero(output, name) : output;
    }

    /** DL4J's softmax runs over the last dimension of its array: over time if that is [batch, features, time]. */
    private static int softmaxAxis(OnnxWritten value) {
        return value.kind() == Kind.SEQUENCE && value.format() == RNNFormat.NCW ? 0 : -1;
    }

    private OnnxWritten writeBidirectional(
            Bidirectional both, Map<String, INDArray> params, OnnxWritten input, String name) {
        requireSequence(both, input);
        if (endsOnly(both)) {
            var cells = withoutLastStep(both);
            var result = recurrent.write(cells, params, input.name(), name, input.masked());
            return flat(recurrent.last(result, both.getMode(), name), cells.getNOut());
        }
        boolean masked = input.masked() && OnnxRecurrentWriter.heedsMask(OnnxRecurrentWriter.cell(both.getFwd()));
        var result = recurrent.write(both, params, input.name(), name, masked);
        return input.named(recurrent.sequence(result, both.getMode(), name)).wide(both.getNOut());
    }

    private static boolean endsOnly(Bidirectional both) {
        return both.getFwd() instanceof LastTimeStep;
    }

    /** Bidirectional(LastTimeStep(cell)) as Bidirectional(cell). */
    private static Bidirectional withoutLastStep(Bidirectional both) {
        var cells = new Bidirectional(both.getMode(), ((LastTimeStep) both.getFwd()).getUnderlying());
        cells.setBwd(((LastTimeStep) both.getBwd()).getUnderlying());
        return cells;
    }

    private OnnxWritten writeLastStep(Layer wrapped, Map<String, INDArray> params, OnnxWritten input, String name) {
        requireSequence(wrapped, input);
        if (wrapped instanceof BaseRecurrentLayer cell) {
            var result = recurrent.write(cell, params, input.name(), name, input.masked());
            return flat(recurrent.last(result, name), cell.getNOut());
        }
        var both = (Bidirectional) wrapped;
        var result = recurrent.write(both, params, input.name(), name, input.masked());
        var sequence =
                input.named(recurrent.sequence(result, both.getMode(), name)).wide(both.getNOut());
        return pooling.lastStep(sequence, input.masked(), name);
    }

    private OnnxWritten writeEmbedding(
            FeedForwardLayer layer, Map<String, INDArray> params, OnnxWritten input, String name) {
        boolean sequence = layer instanceof EmbeddingSequenceLayer;
        String indices = indices(input, sequence, name);
        String table = graph.floats(name + "/W", params.get(DefaultParamInitializer.WEIGHT_KEY));
        String rows = graph.node("Gather", name, List.of(table, indices));
        INDArray bias = params.get(DefaultParamInitializer.BIAS_KEY);
        if (bias != null) {
            String b = graph.floats(name + "/B", bias.reshape(bias.length()));
            rows = graph.node("Add", name + "/Add", List.of(rows, b));
        }
        RNNFormat format = sequence ? ((EmbeddingSequenceLayer) layer).getOutputFormat() : input.format();
        Kind kind = sequence ? Kind.SEQUENCE : input.isPerStep() ? Kind.FOLDED : Kind.FLAT;
        var output = new OnnxWritten(rows, kind, format, input.masked(), layer.getNOut());
        output = output.named(activations.write(layer.getActivationFn(), rows, name, softmaxAxis(output)));
        return input.masked() ? masks.zero(output, name) : output;
    }

    /** Integers [time, batch] or [batch], from the graph's input of integers or from numbers with one feature. */
    private String indices(OnnxWritten input, boolean sequence, String name) {
        if (input.kind() == Kind.INDEX_SEQUENCE && sequence) {
            return input.name();
        }
        String axis = graph.longs(name + "/feature", -1);
        if (input.kind() == Kind.INDEX && !sequence) {
            return graph.node("Squeeze", name + "/Squeeze", List.of(input.name(), axis));
        }
        boolean fits = sequence ? input.kind() == Kind.SEQUENCE : input.kind() != Kind.SEQUENCE;
        if (!fits || input.kind() == Kind.INDEX || input.kind() == Kind.INDEX_SEQUENCE) {
            throw new OnnxExportException("it takes indices, but its input is " + input.kind());
        }
        String whole = graph.node(
                "Cast",
                name + "/Cast",
                List.of(input.name()),
                attribute("to", Onnx.TensorProto.DataType.INT64.getNumber()));
        return graph.node("Squeeze", name + "/Squeeze", List.of(whole, axis));
    }

    private OnnxWritten writeDense(
            FeedForwardLayer layer, Map<String, INDArray> params, OnnxWritten input, String name) {
        if (layer instanceof RnnOutputLayer) {
            requireSequence(layer, input);
        } else {
            requireMatrix(input);
        }
        String w = graph.floats(name + "/W", params.get(DefaultParamInitializer.WEIGHT_KEY));
        INDArray bias = params.get(DefaultParamInitializer.BIAS_KEY);
        String b = bias == null ? null : graph.floats(name + "/B", bias.reshape(bias.length()));
        String product;
        if (input.kind() == Kind.FLAT) {
            product = graph.node("Gemm", name, b == null ? List.of(input.name(), w) : List.of(input.name(), w, b));
        } else {
            product = graph.node("MatMul", name, List.of(input.name(), w));
            product = b == null ? product : graph.node("Add", name + "/Add", List.of(product, b));
        }
        var output = input.named(activations.write(layer.getActivationFn(), product, name, -1))
                .wide(layer.getNOut());
        // RnnOutputLayer keeps the features mask for its loss alone.
        boolean zeroes = input.masked() && !(layer instanceof RnnOutputLayer);
        return zeroes ? masks.zero(output, name) : output;
    }

    private static boolean isDense(Layer layer) {
        return layer.getClass() == DenseLayer.class
                || layer.getClass() == OutputLayer.class
                || layer.getClass() == RnnOutputLayer.class;
    }

    private static IActivation activationOnly(Layer layer) {
        if (layer instanceof ActivationLayer only) {
            return only.getActivationFn();
        } else if (layer instanceof LossLayer loss) {
            return orIdentity(loss.getActivationFn());
        } else if (layer instanceof RnnLossLayer loss) {
            return orIdentity(loss.getActivationFn());
        }
        return null;
    }

    private static IActivation orIdentity(IActivation activation) {
        return activation == null ? new ActivationIdentity() : activation;
    }

    private static OnnxWritten flat(String value, long features) {
        return new OnnxWritten(value, Kind.FLAT, null, false, features);
    }

    private static void requireMatrix(OnnxWritten input) {
        if (input.kind() != Kind.FLAT && input.kind() != Kind.FOLDED) {
            throw new OnnxExportException("it takes [examples, features], but its input is " + input.kind()
                    + "; DL4J needs a preprocessor there");
        }
    }

    private static void requireSequence(Layer layer, OnnxWritten input) {
        var expected = expected(layer);
        if (input.kind() != Kind.SEQUENCE || input.format() != expected.format()) {
            throw new OnnxExportException("it takes a sequence in format " + expected.format() + ", but its input is "
                    + input.kind() + " in format " + input.format());
        }
    }
}
