package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
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
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** A model as ONNX's protobuf has it, its constants by name. */
final class OnnxFile {

    /** What protobuf itself can hold. */
    private static final long SIZE_LIMIT = Integer.MAX_VALUE - 8L;

    private static final int RECURSION_LIMIT = 64;
    private static final int OLDEST_OPSET = 7;
    /** What a look at an array costs, in numbers: also an array of one number is not free. */
    private static final long LOOK = 256;

    private final Path path;
    private final ModelProto model;
    private final long opset;
    private final Map<String, TensorProto> tensors = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();
    /** Numbers that may still be asked for: nodes can join one array to itself again and again. */
    private long numbersLeft;

    private OnnxFile(Path path, long size, ModelProto model, long opset) {
        this.path = path;
        this.model = model;
        this.opset = opset;
        // Each number takes 2 bytes or more; eight thousand looks are many for the smallest file.
        this.numbersLeft = (1L << 21) + 4 * size;
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
        UntrustedFiles.requireMemory(path, size);
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
        return new OnnxFile(path, size, model, opset);
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
        return new Folding(this, producers).floats(name, 0);
    }

    /** Counts what is asked for. */
    void take(long numbers) {
        numbersLeft -= LOOK + numbers;
        if (numbersLeft < 0) {
            throw new IllegalArgumentException(
                    "has weights that are put together of each other again and again, of many times what the file holds");
        }
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
