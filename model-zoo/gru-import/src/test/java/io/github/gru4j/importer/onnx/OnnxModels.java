package io.github.gru4j.importer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes small models in ONNX and has ONNX Runtime compute them. */
final class OnnxModels {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final int opset;

    OnnxModels(int opset) {
        this.opset = opset;
    }

    OnnxModels input(String name, long... dims) {
        graph.addInput(info(name, TensorProto.DataType.FLOAT_VALUE, dims));
        return this;
    }

    OnnxModels integers(String name, long... dims) {
        graph.addInput(info(name, TensorProto.DataType.INT32_VALUE, dims));
        return this;
    }

    OnnxModels whole(String name, long... dims) {
        graph.addInput(info(name, TensorProto.DataType.INT64_VALUE, dims));
        return this;
    }

    OnnxModels output(String name) {
        graph.addOutput(info(name, TensorProto.DataType.FLOAT_VALUE));
        return this;
    }

    OnnxModels weights(String name, INDArray values) {
        var tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (long dim : values.shape()) {
            tensor.addDims(dim);
        }
        for (float value : values.dup('c').data().asFloat()) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxModels longs(String name, long... values) {
        var tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxModels scalar(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value));
        return this;
    }

    /** Inputs and outputs separated by blanks; "-" for one left out. */
    OnnxModels node(String type, String name, String inputs, String outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(names(inputs))
                .addAllOutput(names(outputs))
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    OnnxModels node(NodeProto node) {
        graph.addNode(node);
        return this;
    }

    boolean has(String type) {
        return graph.getNodeList().stream().anyMatch(node -> node.getOpType().equals(type));
    }

    byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(opset < 9 ? 3 : 8)
                .setProducerName("test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    static AttributeProto attribute(String name, long value) {
        return OnnxAttributes.attribute(name, value);
    }

    static AttributeProto attribute(String name, float value) {
        return OnnxAttributes.attribute(name, value);
    }

    static AttributeProto attribute(String name, String value) {
        return OnnxAttributes.attribute(name, value);
    }

    static AttributeProto attribute(String name, long... values) {
        return OnnxAttributes.longsAttribute(name, values);
    }

    /** Outputs by name, as ONNX Runtime computes them; inputs of type INT are int32. */
    static Map<String, INDArray> run(byte[] model, Map<String, INDArray> inputs) throws OrtException {
        var environment = OnnxRuntimeModel.load();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (var session = environment.createSession(model, options)) {
                var tensors = new HashMap<String, OnnxTensor>();
                for (var input : inputs.entrySet()) {
                    var values = input.getValue().dup('c');
                    tensors.put(
                            input.getKey(),
                            values.dataType() == DataType.INT32
                                    ? OnnxTensor.createTensor(
                                            environment,
                                            IntBuffer.wrap(values.data().asInt()),
                                            values.shape())
                                    : OnnxTensor.createTensor(
                                            environment,
                                            FloatBuffer.wrap(values.data().asFloat()),
                                            values.shape()));
                }
                var found = new HashMap<String, INDArray>();
                try (var results = session.run(tensors)) {
                    for (var result : results) {
                        var tensor = (OnnxTensor) result.getValue();
                        var buffer = tensor.getFloatBuffer();
                        var values = new float[buffer.remaining()];
                        buffer.get(values);
                        found.put(
                                result.getKey(),
                                Nd4j.create(values, tensor.getInfo().getShape(), 'c'));
                    }
                }
                tensors.values().forEach(OnnxTensor::close);
                return found;
            }
        }
    }

    private static ValueInfoProto info(String name, int type, long... dims) {
        var tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        if (dims.length > 0) {
            var shape = TensorShapeProto.newBuilder();
            for (int i = 0; i < dims.length; i++) {
                var dim = TensorShapeProto.Dimension.newBuilder();
                shape.addDim(dims[i] < 0 ? dim.setDimParam(name + i) : dim.setDimValue(dims[i]));
            }
            tensor.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static List<String> names(String list) {
        var names = new ArrayList<String>();
        for (String name : list.split(" ", -1)) {
            names.add(name.equals("-") ? "" : name);
        }
        return names;
    }
}
