package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import onnx.Onnx.NodeProto;

/**
 * Reads models in ONNX, opset 7 and later: whole graphs that are a chain of layers, and the GRU nodes of any graph one by one.
 *
 * <p>A chain is made of GRU, LSTM and RNN nodes in all directions and both layouts, embeddings (Gather, or OneHot and MatMul),
 * Gemm or MatMul and Add, activations, last steps and end states, and poolings over time, with the Shape, Reshape, Transpose,
 * Squeeze, Slice and so on that exporters write around them; two directions may be joined, added, multiplied or averaged. An input
 * of lengths ({@code sequence_lens}) becomes a features mask: give it to {@code output(x, false, mask, null)}. All that
 * {@link OnnxExport} writes of a MultiLayerNetwork comes back.
 *
 * <p>Networks take [batch, features, time], or indices [batch, time], whatever the graph's own order was. Initial states are zero,
 * or set with {@code rnnSetPreviousState}. Every method throws {@link ModelFormatException} naming the file if it is broken, too
 * large or asks for what DL4J does not have.
 */
public final class OnnxImport {

    private static final int MAX_LAYERS = 2_000;

    private OnnxImport() {}

    /** What is in the file; every node that {@link #load} cannot take has a problem. */
    public static Inspection inspect(Path file) throws IOException {
        return reading(file, onnx -> {
            var walk = GraphWalk.of(onnx);
            var layers = new ArrayList<ImportedModel.LayerSummary>();
            for (var node : onnx.nodes()) {
                String problem = walk.problems().get(node);
                if (problem != null || Summaries.isLayer(onnx, node)) {
                    layers.add(Summaries.of(onnx, node, problem));
                }
            }
            var model = onnx.model();
            String by = model.getProducerName().isEmpty()
                    ? ""
                    : ", written by " + model.getProducerName() + " " + model.getProducerVersion();
            var notes = new ArrayList<>(walk.warnings());
            notes.addAll(walk.wholeProblems());
            return new Inspection(("ONNX, opset " + onnx.opset() + by).strip(), layers, notes);
        });
    }

    /**
     * The network that the whole graph amounts to, initialised, with an output or loss layer at its end: a MultiLayerNetwork, or
     * a ComputationGraph if a layer reads backwards alone. Initial states are zero.
     *
     * @throws ModelFormatException listing all nodes that are not supported
     */
    public static ImportedModel load(Path file) throws IOException {
        return reading(file, onnx -> {
            var walk = GraphWalk.of(onnx);
            if (walk.steps().size() > MAX_LAYERS) {
                throw new IllegalArgumentException("expected at most " + MAX_LAYERS + " layers, found "
                        + walk.steps().size());
            }
            if (!walk.problems().isEmpty()) {
                throw new IllegalArgumentException(
                        walk.problems().size() + " of its " + onnx.nodes().size()
                                + " nodes are not supported: "
                                + walk.problems().entrySet().stream()
                                        .map(entry -> OnnxFile.label(entry.getKey()) + " " + entry.getValue())
                                        .collect(Collectors.joining("; "))
                                + ". GRU nodes can be had one by one with OnnxImport.gru(file, name)");
            }
            if (!walk.wholeProblems().isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", walk.wholeProblems())
                        + "; GRU nodes can be had one by one with OnnxImport.gru(file, name)");
            }
            var layers = onnx.nodes().stream()
                    .filter(node -> Summaries.isLayer(onnx, node))
                    .map(node -> Summaries.of(onnx, node, null))
                    .toList();
            return new ImportedModel(Networks.of(walk.steps(), walk.inRows()), layers, walk.warnings());
        });
    }

    /** All GRU nodes of the graph in its order. */
    public static List<ImportedGru> grus(Path file) throws IOException {
        return reading(file, onnx -> {
            var found = new ArrayList<ImportedGru>();
            for (var node : onnx.nodes()) {
                if (isGru(node)) {
                    found.add(read(onnx, node));
                }
            }
            return found;
        });
    }

    /**
     * One GRU node. {@code initial_h} and {@code sequence_lens} are not part of it: give the one to rnnSetPreviousState, the
     * other as a features mask.
     *
     * @param nodeName name of the node, or its first output if it has none
     */
    public static ImportedGru gru(Path file, String nodeName) throws IOException {
        return reading(file, onnx -> {
            for (var node : onnx.nodes()) {
                if (isGru(node) && OnnxFile.name(node).equals(nodeName)) {
                    return read(onnx, node);
                }
            }
            throw new IllegalArgumentException("has no GRU node named \"" + nodeName + "\"; there are "
                    + onnx.nodes().stream()
                            .filter(OnnxImport::isGru)
                            .map(OnnxFile::name)
                            .toList());
        });
    }

    private static boolean isGru(NodeProto node) {
        return Recurrent.is(node) && node.getOpType().equals("GRU");
    }

    private static ImportedGru read(OnnxFile onnx, NodeProto node) {
        try {
            return Recurrent.of(onnx, node).gru();
        } catch (IllegalArgumentException | ArithmeticException | IllegalStateException problem) {
            throw new IllegalArgumentException(OnnxFile.label(node) + " " + problem.getMessage(), problem);
        }
    }

    private interface Reading<T> {
        T read(OnnxFile onnx) throws IOException;
    }

    /** What a node asks wrongly of ND4J or DL4J is an error in the file too. */
    private static <T> T reading(Path file, Reading<T> reading) throws IOException {
        return UntrustedFiles.read(file, () -> {
            var onnx = OnnxFile.read(file);
            try {
                return reading.read(onnx);
            } catch (RuntimeException problem) {
                throw new ModelFormatException(file, String.valueOf(problem.getMessage()), problem);
            }
        });
    }
}
