package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** GRU nodes through DL4J against the files of ONNX's own tests and against ONNX Runtime. */
class OnnxGruParityTest {

    @TempDir
    Path folder;

    @Test
    void onnxsOwnCases() throws Exception {
        for (String name : new String[] {"test_gru_defaults", "test_gru_seq_length"}) {
            var test = SharedData.file("onnx_node_gru").resolve(name);
            var set = test.resolve("test_data_set_0");
            var inputs = new ArrayList<INDArray>();
            var model = OnnxFile.read(test.resolve("model.onnx"));
            var gru = model.nodes().get(0);
            for (int i = 0; Files.exists(set.resolve("input_" + i + ".pb")); i++) {
                inputs.add(tensor(set.resolve("input_" + i + ".pb")));
            }
            // Weights are inputs in these files: put them where they are in a model.
            var whole = new OnnxModels((int) model.opset())
                    .input("X", inputs.get(0).shape())
                    .output("Y_h");
            whole.weights("W", inputs.get(1)).weights("R", inputs.get(2));
            if (inputs.size() > 3) {
                whole.weights("B", inputs.get(3));
            }
            var file =
                    Files.write(folder.resolve(name + ".onnx"), whole.node(gru).bytes());
            var found = Dl4jGru.run(OnnxImport.grus(file).get(0), inputs.get(0), null, null);
            double gap = Dl4jGru.difference(tensor(set.resolve("output_0.pb")), found.yh());
            System.out.println(name + ": " + gap);
            assertThat(gap).as(name).isLessThan(1e-6);
        }
    }

    @Test
    void everyNodeOfGtcrn() throws Exception {
        var file = SharedData.file("gtcrn").resolve("gtcrn_simple.onnx");
        var grus = OnnxImport.grus(file);
        assertThat(grus).hasSize(14);
        var random = new Random(4);
        var onnx = OnnxFile.read(file);
        double worst = 0;
        for (var gru : grus) {
            assertThat(OnnxImport.gru(file, gru.name()).nOut()).isEqualTo(gru.nOut());
            var node = onnx.nodes().stream()
                    .filter(n -> OnnxFile.name(n).equals(gru.name()))
                    .findFirst()
                    .orElseThrow();
            INDArray x = values(random, 7, 3, gru.nIn());
            INDArray h0 = values(random, gru.cells().size(), 3, gru.nOut());
            var inputs = new HashMap<>(Map.of("X", x));
            var model = new OnnxModels(11).input("X", x.shape()).output("Y").output("Y_h");
            model.weights("W", onnx.floats(node.getInput(1)));
            model.weights("R", onnx.floats(node.getInput(2))).weights("B", onnx.floats(node.getInput(3)));
            model.input("H", h0.shape());
            inputs.put("H", h0);
            model.node(
                    "GRU",
                    "gru",
                    "X W R B - H",
                    "Y Y_h",
                    node.getAttributeList().toArray(new AttributeProto[0]));
            var expected = OnnxModels.run(model.bytes(), inputs);
            var found = Dl4jGru.run(gru, x, h0, null);
            worst = Math.max(worst, Dl4jGru.difference(expected.get("Y"), found.y()));
            worst = Math.max(worst, Dl4jGru.difference(expected.get("Y_h"), found.yh()));
        }
        System.out.println("gtcrn: " + worst);
        assertThat(worst).isLessThan(1e-5);
    }

    @Test
    void everyCombinationOfOptions() throws Exception {
        long seed = Long.getLong("gru4j.test.seed", System.nanoTime());
        System.out.println("OnnxGruParityTest: -Dgru4j.test.seed=" + seed);
        var random = new Random(seed);
        double worst = 0;
        int cases = 0;
        for (String direction : new String[] {"forward", "reverse", "bidirectional"}) {
            for (int opset : new int[] {7, 14, 22}) {
                for (int bits = 0; bits < 16; bits++) {
                    worst = Math.max(worst, difference(random, direction, opset, bits));
                    cases++;
                }
            }
        }
        System.out.println(cases + " GRU nodes: " + worst);
        assertThat(worst).isLessThan(1e-5);
    }

    private double difference(Random random, String direction, int opset, int bits) throws Exception {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        int nIn = 1 + random.nextInt(6);
        int nOut = 1 + random.nextInt(6);
        int batch = 1 + random.nextInt(4);
        int time = 1 + random.nextInt(7);
        var x = values(random, time, batch, nIn);
        var inputs = new HashMap<String, INDArray>();
        var model = new OnnxModels(opset).output("Y").output("Y_h");
        model.weights("W", values(random, directions, 3L * nOut, nIn))
                .weights("R", values(random, directions, 3L * nOut, nOut));
        var attributes = new ArrayList<AttributeProto>();
        attributes.add(attribute("direction", direction));
        attributes.add(attribute("hidden_size", (long) nOut));
        attributes.add(attribute("linear_before_reset", (long) (bits & 1)));
        // Layout 1 is in OnnxGraphTest: ONNX Runtime does not have it.
        boolean bias = (bits & 2) != 0;
        boolean state = (bits & 4) != 0;
        boolean ragged = (bits & 8) != 0;
        if (bias) {
            model.weights("B", values(random, directions, 6L * nOut));
        }
        model.input("X", x.shape());
        inputs.put("X", x);
        INDArray h0 = state ? values(random, directions, batch, nOut) : null;
        if (state) {
            model.input("H", h0.shape());
            inputs.put("H", h0);
        }
        int[] lengths = null;
        if (ragged) {
            lengths = random.ints(batch, 1, time + 1).toArray();
            lengths[0] = time;
            model.integers("L", batch);
            inputs.put("L", Nd4j.createFromArray(lengths));
        }
        String names = "X W R " + (bias ? "B " : "- ") + (ragged ? "L " : "- ") + (state ? "H" : "-");
        model.node("GRU", "gru", names, "Y Y_h", attributes.toArray(new AttributeProto[0]));
        var file = Files.write(folder.resolve("random.onnx"), model.bytes());
        var expected = OnnxModels.run(model.bytes(), inputs);
        var gru = OnnxImport.gru(file, "gru");
        var found = Dl4jGru.run(gru, x, h0, lengths);
        return Math.max(
                Dl4jGru.difference(expected.get("Y"), found.y()), Dl4jGru.difference(expected.get("Y_h"), found.yh()));
    }

    static INDArray values(Random random, long... shape) {
        var all = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) random.nextGaussian() * 0.5f;
        }
        return Nd4j.create(all, shape, 'c');
    }

    private static INDArray tensor(Path file) throws Exception {
        return Tensors.floats(TensorProto.parseFrom(Files.readAllBytes(file))).castTo(DataType.FLOAT);
    }
}
