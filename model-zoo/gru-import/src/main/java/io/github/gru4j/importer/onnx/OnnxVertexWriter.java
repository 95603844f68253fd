package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;

import io.github.gru4j.importer.onnx.OnnxWritten.Kind;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;

/** Writes the vertices of a ComputationGraph that have no parameters. */
final class OnnxVertexWriter {

    private final OnnxGraphWriter graph;
    private final OnnxPoolingWriter pooling;
    private final OnnxPreprocessorWriter preprocessors;
    private final boolean hasLengths;

    OnnxVertexWriter(OnnxGraphWriter graph, OnnxMaskWriter masks, boolean hasLengths) {
        this.graph = graph;
        this.pooling = new OnnxPoolingWriter(graph, masks);
        this.preprocessors = new OnnxPreprocessorWriter(graph);
        this.hasLengths = hasLengths;
    }

    /** Throws if this vertex cannot be written. */
    static void require(GraphVertex vertex) {
        if (vertex instanceof PreprocessorVertex preprocessor) {
            OnnxPreprocessorWriter.require(preprocessor.getPreProcessor());
        } else if (!(vertex instanceof MergeVertex
                || vertex instanceof ElementWiseVertex
                || vertex instanceof ScaleVertex
                || vertex instanceof ShiftVertex
                || vertex instanceof LastTimeStepVertex)) {
            throw new OnnxExportException("vertices of this class are not written");
        }
    }

    /** What this vertex takes; null if it takes anything. */
    static OnnxWritten expected(GraphVertex vertex) {
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return OnnxPreprocessorWriter.expected(preprocessor.getPreProcessor());
        } else if (vertex instanceof LastTimeStepVertex) {
            return new OnnxWritten("", Kind.SEQUENCE, RNNFormat.NCW, false, 0);
        }
        return null;
    }

    OnnxWritten write(GraphVertex vertex, List<OnnxWritten> inputs, String name) {
        var first = inputs.get(0);
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return preprocessors.write(preprocessor.getPreProcessor(), first, name);
        } else if (vertex instanceof LastTimeStepVertex) {
            if (first.kind() != Kind.SEQUENCE || first.format() != RNNFormat.NCW) {
                throw new OnnxExportException("it takes a sequence in format NCW, but its input is " + first.kind()
                        + " in format " + first.format());
            }
            // It looks the mask up at the network's input, whatever came in between.
            return pooling.lastStep(first, hasLengths, name);
        } else if (vertex instanceof ScaleVertex scale) {
            return first.named(constant("Mul", first, scale.getScaleFactor(), name));
        } else if (vertex instanceof ShiftVertex shift) {
            return first.named(constant("Add", first, shift.getShiftFactor(), name));
        }
        requireAlike(inputs);
        if (vertex instanceof MergeVertex merge) {
            return merge(merge, inputs, name);
        }
        return first.named(combine(((ElementWiseVertex) vertex).getOp(), inputs, name));
    }

    private String constant(String operator, OnnxWritten value, double number, String name) {
        String constant = graph.floats(name + "/constant", new float[] {(float) number}, new long[0]);
        return graph.node(operator, name, List.of(value.name(), constant));
    }

    private OnnxWritten merge(MergeVertex merge, List<OnnxWritten> inputs, String name) {
        var first = inputs.get(0);
        int featuresAxis = first.kind() == Kind.SEQUENCE && first.format() == RNNFormat.NWC ? 2 : 1;
        if (inputs.size() > 1 && merge.getMergeAxis() != featuresAxis) {
            throw new OnnxExportException(
                    "it merges along dimension " + merge.getMergeAxis() + ", expected the features, " + featuresAxis);
        }
        boolean known = inputs.stream().allMatch(i -> i.features() > 0);
        long features = known ? inputs.stream().mapToLong(OnnxWritten::features).sum() : 0;
        String merged = graph.node("Concat", name, names(inputs), attribute("axis", -1));
        return first.named(merged).wide(features);
    }

    private String combine(ElementWiseVertex.Op op, List<OnnxWritten> inputs, String name) {
        if (op == ElementWiseVertex.Op.Product) {
            String product = inputs.get(0).name();
            for (var next : inputs.subList(1, inputs.size())) {
                product = graph.node("Mul", name, List.of(product, next.name()));
            }
            return product;
        }
        return graph.node(
                switch (op) {
                    case Add -> "Sum";
                    case Subtract -> "Sub";
                    case Average -> "Mean";
                    default -> "Max";
                },
                name,
                names(inputs));
    }

    private static List<String> names(List<OnnxWritten> values) {
        return values.stream().map(OnnxWritten::name).toList();
    }

    private static void requireAlike(List<OnnxWritten> inputs) {
        var first = inputs.get(0);
        for (var other : inputs) {
            if (other.kind() != first.kind() || other.format() != first.format() || other.masked() != first.masked()) {
                throw new OnnxExportException(
                        "its inputs differ in kind, format or mask: " + describe(first) + " and " + describe(other));
            }
        }
    }

    private static String describe(OnnxWritten value) {
        return value.kind() + " " + value.format() + (value.masked() ? " masked" : "");
    }
}
