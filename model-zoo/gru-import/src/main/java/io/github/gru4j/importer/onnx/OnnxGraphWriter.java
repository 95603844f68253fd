package io.github.gru4j.importer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Collects the nodes and initializers of one ONNX graph under names that are each used once. */
final class OnnxGraphWriter {

    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder();
    private final Set<String> taken = new HashSet<>();

    /** This name, or with a number after it if it is taken. */
    String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Adds a node with one output; returns the output's name. */
    String node(String operator, String name, List<String> inputs, Onnx.AttributeProto... attributes) {
        return node(operator, name, inputs, 1, attributes).get(0);
    }

    /** Adds a node with so many outputs; returns their names. An input "" is one that is left out. */
    List<String> node(
            String operator, String name, List<String> inputs, int outputs, Onnx.AttributeProto... attributes) {
        String own = unique(name);
        var node = Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(own)
                .addAllInput(inputs)
                .addAllAttribute(Arrays.asList(attributes));
        for (int i = 0; i < outputs; i++) {
            node.addOutput(unique(own + "." + i));
        }
        graph.addNode(node);
        return node.getOutputList();
    }

    /** An initializer with the array's shape; returns its name. */
    String floats(String name, INDArray array) {
        // A copy in c order, whatever view the parameter is.
        float[] values = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
        return floats(name, values, array.shape());
    }

    String floats(String name, float[] values, long... shape) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return initializer(name, Onnx.TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** A vector. */
    String longs(String name, long... values) {
        return longs(name, values, values.length);
    }

    /** One number without dimensions. */
    String scalar(String name, long value) {
        return longs(name, new long[] {value}, new long[0]);
    }

    private String longs(String name, long[] values, long... shape) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return initializer(name, Onnx.TensorProto.DataType.INT64, bytes, shape);
    }

    private String initializer(String name, Onnx.TensorProto.DataType type, ByteBuffer bytes, long[] shape) {
        String own = unique(name);
        var tensor = Onnx.TensorProto.newBuilder()
                .setName(own)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.rewind()));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return own;
    }

    /** Declares an input of the graph; a dimension is its size, or its name where it is open. */
    void input(String name, Onnx.TensorProto.DataType type, List<Object> dimensions) {
        graph.addInput(value(name, type, dimensions));
    }

    /** Declares a value to be an output of the graph, under this name. */
    void output(String value, String name, List<Object> dimensions) {
        boolean renamed = false;
        if (!value.equals(name)) {
            renamed = rename(value, name);
        }
        if (!renamed) {
            graph.addNode(Onnx.NodeProto.newBuilder()
                    .setOpType("Identity")
                    .setName(unique(name + "/Identity"))
                    .addInput(value)
                    .addOutput(name));
        }
        graph.addOutput(value(name, Onnx.TensorProto.DataType.FLOAT, dimensions));
    }

    /** False if no node makes this value: it is an input of the graph, or an output under another name. */
    private boolean rename(String value, String name) {
        boolean isOutput =
                graph.getOutputList().stream().anyMatch(o -> o.getName().equals(value));
        boolean made =
                graph.getNodeList().stream().anyMatch(n -> n.getOutputList().contains(value));
        if (isOutput || !made) {
            return false;
        }
        for (var node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(value)) {
                    node.setInput(i, name);
                }
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(value)) {
                    node.setOutput(i, name);
                }
            }
        }
        return true;
    }

    private static Onnx.ValueInfoProto value(String name, Onnx.TensorProto.DataType type, List<Object> dimensions) {
        var shape = Onnx.TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            if (dimension instanceof Long size) {
                shape.addDimBuilder().setDimValue(size);
            } else {
                shape.addDimBuilder().setDimParam(dimension.toString());
            }
        }
        var tensor =
                Onnx.TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    Onnx.GraphProto build(String name) {
        return graph.setName(name).build();
    }
}
