package io.github.gru4j.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX model of a single GRU node with its weights. Source: ONNX operator GRU, version 14. */
public final class OnnxGruModel {

    private static final int OPSET = 14;
    private static final int IR_VERSION = 7;

    private OnnxGruModel() {}

    /** The model's bytes. Inputs X and, by the options, sequence_lens and initial_h; outputs Y and Y_h. */
    public static byte[] of(GruProblem problem) {
        var options = problem.options();
        var node = Onnx.NodeProto.newBuilder()
                .setOpType("GRU")
                .addAllInput(names(options))
                .addOutput("Y")
                .addOutput("Y_h")
                .addAttribute(integer("hidden_size", problem.sizes().nOut()))
                .addAttribute(integer("linear_before_reset", options.resetAfter() ? 1 : 0))
                .addAttribute(Onnx.AttributeProto.newBuilder()
                        .setName("direction")
                        .setType(Onnx.AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(options.direction().name().toLowerCase(Locale.ROOT))));
        var graph = Onnx.GraphProto.newBuilder()
                .setName("gru")
                .addNode(node)
                .addInput(value("X", 3))
                .addOutput(value("Y", 4))
                .addOutput(value("Y_h", 3))
                .addInitializer(weights("W", problem, cell -> cell.w().transpose()))
                .addInitializer(weights("R", problem, cell -> cell.rw().transpose()));
        if (options.bias()) {
            graph.addInitializer(weights(
                    "B", problem, cell -> Nd4j.concat(1, cell.b(), cell.rb()).ravel()));
        }
        if (options.lengths()) {
            graph.addInput(value("sequence_lens", 1));
        }
        if (options.initialState()) {
            graph.addInput(value("initial_h", 3));
        }
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** By position; an empty name leaves an optional input out. */
    private static List<String> names(GruOptions options) {
        var names = new ArrayList<>(List.of("X", "W", "R"));
        names.add(options.bias() ? "B" : "");
        names.add(options.lengths() ? "sequence_lens" : "");
        names.add(options.initialState() ? "initial_h" : "");
        return names;
    }

    /** A part of the weights of all directions: its shape is [D, ...]. */
    private static Onnx.TensorProto weights(String name, GruProblem problem, Function<GruWeights, INDArray> part) {
        var all = Nd4j.stack(0, problem.cells().stream().map(part).toArray(INDArray[]::new));
        float[] values = Flat.floats(all);
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(Arrays.stream(all.shape()).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }

    private static Onnx.AttributeProto integer(String name, long value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static Onnx.ValueInfoProto value(String name, int rank) {
        var shape = Onnx.TensorShapeProto.newBuilder();
        for (int i = 0; i < rank; i++) {
            shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam(name + i));
        }
        var type = name.equals("sequence_lens") ? Onnx.TensorProto.DataType.INT32 : Onnx.TensorProto.DataType.FLOAT;
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
