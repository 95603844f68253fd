package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** A model as ONNX's protobuf has it, its constants by name. */
final class OnnxFile {

    /** What protobuf itself can hold. */
    private static final long SIZE_LIMIT = Integer.MAX_VALUE - 8L;

    private static final int RECURSION_LIMIT = 64;
    private static final int OLDEST_OPSET = 7;

    private final Path path;
    private final ModelProto model;
    private final long opset;
    private final Map<String, TensorProto> tensors = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();

    private OnnxFile(Path path, ModelProto model, long opset) {
        this.path = path;
        this.model = model;
        this.opset = opset;
        var graph = model.getGraph();
        graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
        for (var node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            if (node.getOpType().equals("Constant") && node.getAttributeCount() > 0 && node.getOutputCount() > 0) {
                var tensor = constant(node.getAttribute(0));
                if (tensor != null) {
                    tensors.put(node.getOutput(0), tensor);
                }
            }
        }
        // Before IR version 4 initialisers are listed among the inputs too.
        graph.getInputList().forEach(input -> inputs.add(input.getName()));
        inputs.removeAll(tensors.keySet());
    }

    static OnnxFile read(Path path) throws IOException {
        long size = Files.size(path);
        if (size > SIZE_LIMIT) {
            throw new ModelFormatException(
                    path, "is " + size + " bytes long; expected less than 2 GB, the limit of ONNX");
        }
        ModelProto model;
        try {
            var in = CodedInputStream.newInstance(Files.readAllBytes(path));
            in.setRecursionLimit(RECURSION_LIMIT);
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException broken) {
            throw new ModelFormatException(
                    path, "is not a model in ONNX, or is cut short or damaged: " + broken.getMessage(), broken);
        }
        if (model.getGraph().getNodeCount() == 0) {
            throw new ModelFormatException(path, "is not a model in ONNX: expected a graph with nodes, found none");
        }
        long opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(set -> set.getVersion())
                .max()
                .orElseThrow(() -> new ModelFormatException(path, "does not say which opset of ONNX it uses"));
        if (opset < OLDEST_OPSET) {
            throw new ModelFormatException(
                    path,
                    "uses opset " + opset + "; expected " + OLDEST_OPSET
                            + " or later: convert it with onnx.version_converter");
        }
        return new OnnxFile(path, model, opset);
    }

    Path path() {
        return path;
    }

    List<NodeProto> nodes() {
        return model.getGraph().getNodeList();
    }

    /** Those that an output of the graph depends on, in the graph's order. */
    List<NodeProto> readNodes() {
        var wanted = new HashSet<String>();
        model.getGraph().getOutputList().forEach(output -> wanted.add(output.getName()));
        var read = new ArrayList<NodeProto>();
        var nodes = nodes();
        // Inputs come before what reads them: ONNX demands that nodes are sorted.
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).getOutputList().stream().anyMatch(wanted::contains)) {
                read.add(nodes.get(i));
                wanted.addAll(nodes.get(i).getInputList());
                wanted.remove("");
            }
        }
        Collections.reverse(read);
        return read;
    }

    ModelProto model() {
        return model;
    }

    long opset() {
        return opset;
    }

    /** Names of the inputs that have no value of their own. */
    Set<String> inputs() {
        return inputs;
    }

    TensorProto tensor(String name) {
        return tensors.get(name);
    }

    /** Integers that are known from the file, or null. */
    long[] longs(String name) {
        var tensor = tensors.get(name);
        return tensor == null || !Tensors.isInteger(tensor) ? null : Tensors.longs(tensor);
    }

    /** Numbers that are known from the file, also if a few nodes still arrange them, or null. */
    INDArray floats(String name) {
        return floats(name, 0);
    }

    private INDArray floats(String name, int depth) {
        var tensor = tensors.get(name);
        if (tensor != null) {
            return Tensors.floats(tensor);
        }
        var node = producers.get(name);
        if (node == null || depth > 8 || node.getInputCount() == 0 || node.getInputCount() > 16) {
            return null;
        }
        return switch (node.getOpType()) {
            case "Identity" -> floats(node.getInput(0), depth + 1);
            case "Squeeze", "Unsqueeze" -> rearranged(node, depth);
            case "Transpose" -> {
                var of = floats(node.getInput(0), depth + 1);
                int[] perm = Attributes.ints(node, "perm").stream()
                        .mapToInt(Math::toIntExact)
                        .toArray();
                yield of == null || perm.length != of.rank()
                        ? null
                        : of.permute(perm).dup('c');
            }
            case "Concat" -> concatenated(node, depth);
            case "Slice" -> sliced(node, depth);
            default -> null;
        };
    }

    private INDArray rearranged(NodeProto node, int depth) {
        var of = floats(node.getInput(0), depth + 1);
        var axes = axes(node);
        if (of == null || axes == null) {
            return null;
        }
        for (long axis : axes) {
            if (node.getOpType().equals("Unsqueeze")) {
                int at = Math.toIntExact(axis < 0 ? axis + of.rank() + 1 : axis);
                of = Nd4j.expandDims(of, at);
            } else {
                int at = Math.toIntExact(axis < 0 ? axis + of.rank() : axis);
                of = Nd4j.squeeze(of, at);
            }
        }
        return of;
    }

    private INDArray concatenated(NodeProto node, int depth) {
        var parts = new INDArray[node.getInputCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = floats(node.getInput(i), depth + 1);
            if (parts[i] == null) {
                return null;
            }
        }
        int axis = Math.toIntExact(Attributes.integer(node, "axis", 0));
        return Nd4j.concat(axis < 0 ? axis + parts[0].rank() : axis, parts);
    }

    private INDArray sliced(NodeProto node, int depth) {
        var of = floats(node.getInput(0), depth + 1);
        var cut = Cut.of(this, node);
        if (of == null || cut == null || cut.axis() >= of.rank() || cut.axis() < -of.rank()) {
            return null;
        }
        int axis = (int) (cut.axis() < 0 ? cut.axis() + of.rank() : cut.axis());
        long length = of.size(axis);
        long start = Math.max(0, cut.start() < 0 ? cut.start() + length : cut.start());
        long end = Math.min(length, cut.end() < 0 ? cut.end() + length : cut.end());
        if (start >= end) {
            return null;
        }
        var index = new INDArrayIndex[of.rank()];
        java.util.Arrays.fill(index, NDArrayIndex.all());
        index[axis] = NDArrayIndex.interval(start, end);
        return of.get(index).dup('c');
    }

    /** Axes of Squeeze and Unsqueeze: an attribute until opset 12, an input from 13; null if not known or left out. */
    long[] axes(NodeProto node) {
        if (node.getInputCount() > 1) {
            return longs(node.getInput(1));
        }
        var axes = Attributes.ints(node, "axes");
        return axes.isEmpty() ? null : axes.stream().mapToLong(Long::longValue).toArray();
    }

    /** How messages call a node. */
    static String label(NodeProto node) {
        return node.getOpType() + " \"" + name(node) + "\"";
    }

    /** A node's name, or its first output if it has none. */
    static String name(NodeProto node) {
        if (!node.getName().isEmpty()) {
            return node.getName();
        }
        return node.getOutputList().stream()
                .filter(output -> !output.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static TensorProto constant(AttributeProto value) {
        return switch (value.getName()) {
            case "value" -> value.getT();
            case "value_int" ->
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .addInt64Data(value.getI())
                        .build();
            case "value_ints" ->
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .addDims(value.getIntsCount())
                        .addAllInt64Data(value.getIntsList())
                        .build();
            case "value_float" ->
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addFloatData(value.getF())
                        .build();
            case "value_floats" ->
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(value.getFloatsCount())
                        .addAllFloatData(value.getFloatsList())
                        .build();
            default -> null;
        };
    }
}
