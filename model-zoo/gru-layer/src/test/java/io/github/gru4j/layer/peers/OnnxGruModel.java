package io.github.gru4j.layer.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX model of a single GRU node whose weights are inputs like the rest. Source: ONNX operator GRU, version 14. */
final class OnnxGruModel {

    private static final int OPSET = 14;
    private static final int IR_VERSION = 7;

    private OnnxGruModel() {}

    /**
     * The model's bytes. Inputs X, W, R; by the options B, sequence_lens and initial_h; outputs Y and Y_h.
     *
     * @param hidden width of the state
     */
    static byte[] of(GruOptions options, long hidden) {
        var node = Onnx.NodeProto.newBuilder()
                .setOpType("GRU")
                .addAllInput(names(options))
                .addOutput("Y")
                .addOutput("Y_h")
                .addAttribute(integer("hidden_size", hidden))
                .addAttribute(integer("linear_before_reset", options.resetAfter() ? 1 : 0))
                .addAttribute(Onnx.AttributeProto.newBuilder()
                        .setName("direction")
                        .setType(Onnx.AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(options.direction().name().toLowerCase(Locale.ROOT))));
        var graph = Onnx.GraphProto.newBuilder()
                .setName("gru")
                .addNode(node)
                .addOutput(value("Y", 4))
                .addOutput(value("Y_h", 3));
        for (var name : names(options)) {
            if (!name.isEmpty()) {
                graph.addInput(value(name, rank(name)));
            }
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

    private static int rank(String name) {
        return switch (name) {
            case "B" -> 2;
            case "sequence_lens" -> 1;
            default -> 3;
        };
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
