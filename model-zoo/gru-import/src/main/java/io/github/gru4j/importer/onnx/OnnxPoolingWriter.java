package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;
import static io.github.gru4j.importer.onnx.OnnxAttributes.longsAttribute;

import io.github.gru4j.importer.onnx.OnnxWritten.Kind;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** From a sequence to one vector of each example: the last step, or all steps pooled. */
final class OnnxPoolingWriter {

    private static final int[] TIME_OF_NCW = {2};

    private final OnnxGraphWriter graph;
    private final OnnxMaskWriter masks;

    OnnxPoolingWriter(OnnxGraphWriter graph, OnnxMaskWriter masks) {
        this.graph = graph;
        this.masks = masks;
    }

    /** Throws if this layer cannot be written. */
    static void require(GlobalPoolingLayer layer) {
        int[] dimensions = layer.getPoolingDimensions();
        if (dimensions != null && !Arrays.equals(dimensions, TIME_OF_NCW)) {
            throw new OnnxExportException("expected poolingDimensions [2], found " + Arrays.toString(dimensions));
        }
        if (!layer.isCollapseDimensions()) {
            throw new OnnxExportException("expected collapseDimensions, found false");
        }
    }

    /** The last step that counts, [batch, features]. */
    OnnxWritten lastStep(OnnxWritten sequence, boolean masked, String name) {
        String last;
        if (masked) {
            String chosen =
                    graph.node("Mul", name + "/Mul", List.of(sequence.name(), masks.lastStep(sequence.name(), name)));
            last = sum(chosen, name);
        } else {
            last = graph.node(
                    "Gather",
                    name + "/Gather",
                    List.of(sequence.name(), graph.scalar(name + "/last", -1)),
                    attribute("axis", 0));
        }
        return new OnnxWritten(last, Kind.FLAT, null, false, sequence.features());
    }

    OnnxWritten write(GlobalPoolingLayer layer, OnnxWritten input, String name) {
        if (input.kind() != Kind.SEQUENCE || input.format() != RNNFormat.NCW) {
            // DL4J pools over the last dimension, which in NWC is not time.
            throw new OnnxExportException("it pools a sequence in format NCW, but its input is " + input.kind()
                    + " in format " + input.format());
        }
        String pooled = pool(layer, input, name);
        return new OnnxWritten(pooled, Kind.FLAT, null, false, input.features());
    }

    private String pool(GlobalPoolingLayer layer, OnnxWritten input, String name) {
        PoolingType type = layer.getPoolingType();
        if (type == PoolingType.MAX) {
            return reduce("ReduceMax", input.masked() ? withoutPadding(input, name) : input.name(), name);
        }
        String value = input.masked() ? masks.zero(input, name).name() : input.name();
        if (type == PoolingType.SUM) {
            return sum(value, name);
        } else if (type == PoolingType.PNORM) {
            return norm(layer.getPnorm(), value, name);
        } else if (input.masked()) {
            String steps = sum(masks.factors(input.name()), name);
            return graph.node("Div", name + "/Div", List.of(sum(value, name), steps));
        }
        return reduce("ReduceMean", value, name);
    }

    private String withoutPadding(OnnxWritten input, String name) {
        String lowest = graph.floats(name + "/lowest", new float[] {Float.NEGATIVE_INFINITY}, new long[0]);
        return graph.node("Where", name + "/Where", List.of(masks.kept(input.name()), input.name(), lowest));
    }

    private String norm(int p, String value, String name) {
        String size = graph.node("Abs", name + "/Abs", List.of(value));
        String power = graph.floats(name + "/p", new float[] {p}, new long[0]);
        String root = graph.floats(name + "/root", new float[] {1f / p}, new long[0]);
        String powers = graph.node("Pow", name + "/Pow", List.of(size, power));
        return graph.node("Pow", name + "/Pow", List.of(sum(powers, name), root));
    }

    private String sum(String value, String name) {
        String axes = graph.longs(name + "/time", 0);
        return graph.node("ReduceSum", name + "/ReduceSum", List.of(value, axes), attribute("keepdims", 0));
    }

    private String reduce(String operator, String value, String name) {
        return graph.node(
                operator, name + "/" + operator, List.of(value), longsAttribute("axes", 0), attribute("keepdims", 0));
    }
}
