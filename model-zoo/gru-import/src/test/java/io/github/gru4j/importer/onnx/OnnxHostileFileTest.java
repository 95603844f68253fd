package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Broken and hostile files end in an error that names the file, in bounded time. */
class OnnxHostileFileTest {

    private static final int FILES = 5000;
    private static final int SECONDS_EACH = 10;

    private final Random values = new Random(1);

    @TempDir
    Path folder;

    @Test
    void thousandsOfDamagedFiles() throws Exception {
        long seed = Long.getLong("gru4j.test.seed", System.nanoTime());
        System.out.println("OnnxHostileFileTest: -Dgru4j.test.seed=" + seed);
        var random = new Random(seed);
        byte[][] whole = {graph(3, 4).bytes(), graph(1, 1).bytes()};
        int read = 0;
        var thread = Executors.newSingleThreadExecutor(work -> {
            var daemon = new Thread(work, "import");
            daemon.setDaemon(true);
            return daemon;
        });
        for (int i = 0; i < FILES; i++) {
            var file = Files.write(folder.resolve("damaged.onnx"), damaged(whole[i % 2], random));
            Future<Boolean> reading = thread.submit(() -> accepted(file));
            read += reading.get(SECONDS_EACH, TimeUnit.SECONDS) ? 1 : 0;
        }
        thread.shutdown();
        System.out.println("OnnxHostileFileTest: " + FILES + " files, " + read + " of them still good");
        assertThat(read).isBetween(1, FILES - 1);
    }

    private static boolean accepted(Path file) throws Exception {
        boolean good = true;
        try {
            OnnxImport.grus(file);
        } catch (ModelFormatException expected) {
            assertThat(expected).hasMessageContaining(file.toString());
            good = false;
        }
        try {
            OnnxImport.inspect(file);
            OnnxImport.load(file);
        } catch (ModelFormatException expected) {
            assertThat(expected).hasMessageContaining(file.toString());
            good = false;
        }
        return good;
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] bytes = whole.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) 0xff;
        }
        return bytes;
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
