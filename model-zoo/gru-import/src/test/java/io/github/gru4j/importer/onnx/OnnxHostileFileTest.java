package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.Fuzz;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Broken and hostile files end in an error that names the file, in bounded time. */
class OnnxHostileFileTest {

    private final Random values = new Random(1);

    @TempDir
    Path folder;

    @Test
    void thousandsOfDamagedFiles() throws Exception {
        byte[][] whole = {graph(3, 4).bytes(), graph(1, 1).bytes()};
        Fuzz.run(
                "ONNX",
                Fuzz.FILES,
                folder,
                "damaged.onnx",
                random -> Fuzz.damaged(whole[random.nextInt(2)], random),
                OnnxHostileFileTest::all);
    }

    private static void all(Path file) throws IOException {
        OnnxImport.grus(file);
        OnnxImport.inspect(file);
        if (Fuzz.isBuilt(file)) {
            OnnxImport.load(file);
        }
    }

    /** Weights that nodes cut, turn and join, with settings that no array has: nothing of them may reach native code. */
    @Test
    void thousandsOfWrongSettings() throws Exception {
        var model = new OnnxModels(14).input("X", 2, 1, 2).output("Y");
        model.weights("W", some(2, 13, 1))
                .weights("R", some(1, 12, 4))
                .longs("one", 1)
                .longs("zero", 0);
        model.longs("bounds", 0).longs("ends", 12).longs("axes", 1);
        model.node("Identity", "i", "W", "w1").node("Transpose", "t", "w1", "w2", attribute("perm", 2, 1, 0));
        model.node("Slice", "s", "w2 bounds ends axes", "w3");
        model.node("Squeeze", "sq", "w3 zero", "w4").node("Unsqueeze", "u", "w4 zero", "w5");
        model.node("Concat", "c", "w5", "w6", attribute("axis", 2L));
        model.node("GRU", "g", "X w6 R", "y", attribute("hidden_size", 4L)).node("Squeeze", "e", "y one", "Y");
        var good = ModelProto.parseFrom(model.bytes());
        var file = Files.write(folder.resolve("good.onnx"), good.toByteArray());
        assertThat(OnnxImport.grus(file).get(0).nIn()).isEqualTo(2);
        long[] extremes = {
            0, 1, 2, 3, -1, -2, -3, -4, 12, 13, 100, 1L << 31, -(1L << 31), Long.MAX_VALUE, Long.MIN_VALUE
        };
        Fuzz.run(
                "settings of ONNX",
                Fuzz.FILES,
                folder,
                "settings.onnx",
                random -> {
                    var builder = good.toBuilder();
                    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                        change(builder.getGraphBuilder(), random, extremes[random.nextInt(extremes.length)]);
                    }
                    return builder.build().toByteArray();
                },
                OnnxHostileFileTest::all);
    }

    private static void change(GraphProto.Builder graph, Random random, long value) {
        if (random.nextBoolean()) {
            var tensor = graph.getInitializerBuilder(2 + random.nextInt(graph.getInitializerCount() - 2));
            if (random.nextInt(4) == 0) {
                tensor.addInt64Data(value).setDims(0, 2);
            } else {
                tensor.setInt64Data(0, value);
            }
            return;
        }
        var node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        if (random.nextInt(4) == 0) {
            node.setInput(random.nextInt(node.getInputCount()), "w" + random.nextInt(7));
        } else if (node.getAttributeCount() > 0) {
            var attribute = node.getAttributeBuilder(0);
            if (attribute.getIntsCount() > 0) {
                attribute.setInts(random.nextInt(attribute.getIntsCount()), value);
            } else {
                attribute.setI(value);
            }
        }
    }

    @Test
    void sizesThatTheDataDoNotBearOut() throws Exception {
        for (long[] dims : new long[][] {
            {1L << 31, 1, 1}, {1, -12, 2}, {Long.MAX_VALUE, Long.MAX_VALUE, 2}, {1, 12, 1 << 20}, {0, 0, 0}
        }) {
            var file = withWeights(tensor ->
                    tensor.clearDims().addAllDims(Arrays.stream(dims).boxed().toList()));
            assertThatThrownBy(() -> OnnxImport.grus(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("tensor \"W\" has shape");
        }
    }

    @Test
    void weightsInAnotherFileAreRefusedByName() throws Exception {
        var file = withWeights(tensor -> tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../../secret")));
        assertThatThrownBy(() -> OnnxImport.grus(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("tensor \"W\" keeps its values in another file (\"../../secret\")");
    }

    @Test
    void hiddenSizeMustFitTheWeights() throws Exception {
        var model = new OnnxModels(14).input("X", 1, 1, 2).output("Y");
        model.weights("W", some(1, 12, 2)).weights("R", some(1, 12, 4));
        model.node("GRU", "g", "X W R", "Y", attribute("hidden_size", Long.MAX_VALUE / 2));
        var file = Files.write(folder.resolve("hidden.onnx"), model.bytes());
        assertThatThrownBy(() -> OnnxImport.grus(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("GRU \"g\" has W of shape [1, 12, 2]");
    }

    @Test
    void rawDoubleAndHalfWeightsAreRead() throws Exception {
        INDArray expected = OnnxImport.grus(withWeights(tensor -> tensor))
                .get(0)
                .cells()
                .get(0)
                .w();
        var asDouble = OnnxImport.grus(withWeights(tensor -> {
                    var raw =
                            ByteBuffer.allocate(8 * tensor.getFloatDataCount()).order(ByteOrder.LITTLE_ENDIAN);
                    tensor.getFloatDataList().forEach(value -> raw.putDouble(value));
                    return tensor.clearFloatData()
                            .setDataType(TensorProto.DataType.DOUBLE_VALUE)
                            .setRawData(ByteString.copyFrom(raw.array()));
                }))
                .get(0);
        assertThat(Dl4jGru.difference(expected, asDouble.cells().get(0).w())).isZero();
        var asHalf = OnnxImport.grus(withWeights(tensor -> {
                    var raw =
                            ByteBuffer.allocate(2 * tensor.getFloatDataCount()).order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < tensor.getFloatDataCount(); i++) {
                        raw.putShort((short) 0xb400); // -0.25
                    }
                    return tensor.clearFloatData()
                            .setDataType(TensorProto.DataType.FLOAT16_VALUE)
                            .setRawData(ByteString.copyFrom(raw.array()));
                }))
                .get(0);
        assertThat(asHalf.cells().get(0).w().minNumber().doubleValue()).isEqualTo(-0.25);
        assertThat(asHalf.cells().get(0).w().maxNumber().doubleValue()).isEqualTo(-0.25);
    }

    private interface Change {
        TensorProto.Builder to(TensorProto.Builder weights);
    }

    private Path withWeights(Change change) throws Exception {
        var fixed = new Random(3);
        var model = new OnnxModels(14).input("X", 1, 1, 2).output("Y");
        model.weights("W", OnnxGruParityTest.values(fixed, 1, 12, 2))
                .weights("R", OnnxGruParityTest.values(fixed, 1, 12, 4));
        var proto = ModelProto.parseFrom(model.node("GRU", "g", "X W R", "Y", attribute("hidden_size", 4L))
                .bytes());
        var builder = proto.toBuilder();
        var graph = builder.getGraphBuilder();
        graph.setInitializer(0, change.to(graph.getInitializer(0).toBuilder()));
        return Files.write(folder.resolve("weights.onnx"), builder.build().toByteArray());
    }

    private OnnxModels graph(int nIn, int nOut) {
        var model = new OnnxModels(13).input("input", 2, 2, nIn).output("output");
        model.weights("W", some(2, 3L * nOut, nIn))
                .weights("R", some(2, 3L * nOut, nOut))
                .weights("B", some(2, 6L * nOut));
        model.node(
                "GRU",
                "gru",
                "input W R B",
                "y h",
                attribute("direction", "bidirectional"),
                attribute("hidden_size", (long) nOut));
        model.node("Transpose", "dirs", "y", "t", attribute("perm", 0, 2, 1, 3));
        model.longs("shape", 0, 0, -1).node("Reshape", "reshape", "t shape", "r");
        model.weights("M", some(2L * nOut, 2)).weights("MB", some(2));
        return model.node("MatMul", "matmul", "r M", "m").node("Add", "add", "m MB", "output");
    }

    private INDArray some(long... shape) {
        return OnnxGruParityTest.values(values, shape);
    }
}
