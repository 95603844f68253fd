package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;

import java.util.List;
import onnx.Onnx;

/** DL4J's features mask, made of {@code sequence_lens} inside the graph where a layer needs more than the lengths. */
final class OnnxMaskWriter {

    private static final String BASE = "mask/";

    private final OnnxGraphWriter graph;
    private final String lengths;
    private String longLengths;
    private String steps;
    private String kept;
    private String factors;

    /** For lengths in the graph input of this name; null if there are none. */
    OnnxMaskWriter(OnnxGraphWriter graph, String lengths) {
        this.graph = graph;
        this.lengths = lengths;
    }

    /** The graph's input of lengths, or "" if the layer has no mask: what recurrent operators take. */
    String lengths(boolean masked) {
        return masked ? lengths : "";
    }

    /** Booleans [time, batch, 1]: the steps that count. */
    String kept(String sequence) {
        if (kept == null) {
            String less = graph.node("Less", BASE + "Less", List.of(steps(sequence), longLengths()));
            kept = graph.node("Unsqueeze", BASE + "Unsqueeze", List.of(less, graph.longs(BASE + "last", -1)));
        }
        return kept;
    }

    /** The same as 1 and 0. */
    String factors(String sequence) {
        if (factors == null) {
            factors = asFloat(kept(sequence));
        }
        return factors;
    }

    /** 1 at the last step of each sequence and 0 elsewhere, [time, batch, 1]. */
    String lastStep(String sequence, String layer) {
        String last = graph.node("Sub", layer + "/Sub", List.of(longLengths(), graph.longs(layer + "/one", 1)));
        String equal = graph.node("Equal", layer + "/Equal", List.of(steps(sequence), last));
        return asFloat(graph.node("Unsqueeze", layer + "/Unsqueeze", List.of(equal, graph.longs(layer + "/last", -1))));
    }

    /** Zeros where steps do not count. */
    OnnxWritten zero(OnnxWritten value, String layer) {
        String masked = graph.node("Mul", layer + "/Mask", List.of(value.name(), factors(value.name())));
        return value.named(masked);
    }

    private String asFloat(String value) {
        return graph.node(
                "Cast", BASE + "Cast", List.of(value), attribute("to", Onnx.TensorProto.DataType.FLOAT.getNumber()));
    }

    private String longLengths() {
        if (longLengths == null) {
            longLengths = graph.node(
                    "Cast",
                    BASE + "Cast",
                    List.of(lengths),
                    attribute("to", Onnx.TensorProto.DataType.INT64.getNumber()));
        }
        return longLengths;
    }

    /** 0, 1, ... [time, 1]; all sequences of the network are as long as this one. */
    private String steps(String sequence) {
        if (steps == null) {
            String shape = graph.node("Shape", BASE + "Shape", List.of(sequence));
            String time = graph.node("Gather", BASE + "Gather", List.of(shape, graph.scalar(BASE + "first", 0)));
            String range = graph.node(
                    "Range",
                    BASE + "Range",
                    List.of(graph.scalar(BASE + "start", 0), time, graph.scalar(BASE + "step", 1)));
            steps = graph.node("Unsqueeze", BASE + "Unsqueeze", List.of(range, graph.longs(BASE + "axis", 1)));
        }
        return steps;
    }
}
