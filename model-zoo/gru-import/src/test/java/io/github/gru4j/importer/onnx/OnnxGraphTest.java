package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole graphs, written node by node as torch.onnx.export writes them, against ONNX Runtime. */
class OnnxGraphTest {

    private static final int TIME = 5;
    private static final int BATCH = 3;
    private static final AttributeProto LBR = attribute("linear_before_reset", 1L);

    private final Random random = new Random(9);

    @TempDir
    Path folder;

    @Test
    void twoLayersOfPytorch() throws Exception {
        var model = new OnnxModels(17)
                .input("input", TIME, BATCH, 10)
                .output("output")
                .output("h_n");
        zeroState(model, "1", 20);
        gru(model, "gru1", "input", "zero", 10, 20, 1, "y1 h1");
        model.longs("one", 1).node("Squeeze", "squeeze1", "y1 one", "s1");
        gru(model, "gru2", "s1", "zero", 20, 20, 1, "y2 h2");
        model.node("Squeeze", "squeeze2", "y2 one", "output");
        model.node("Concat", "concat", "h1 h2", "h_n", attribute("axis", 0L));
        check(model, false, true);
    }

    @Test
    void initialStateAsAnInput() throws Exception {
        var model = new OnnxModels(11)
                .input("input", TIME, BATCH, 4)
                .input("h0", 2, BATCH, 6)
                .output("output");
        model.longs("n0", 0).longs("n1", 1).longs("n2", 2);
        model.node("Slice", "slice1", "h0 n0 n1 n0", "h01").node("Slice", "slice2", "h0 n1 n2 n0", "h02");
        gru(model, "gru1", "input", "h01", 4, 6, 1, "y1 h1");
        model.node("Squeeze", "squeeze1", "y1", "s1", attribute("axes", new long[] {1}));
        gru(model, "gru2", "s1", "h02", 6, 6, 1, "y2 h2");
        model.node("Squeeze", "squeeze2", "y2", "output", attribute("axes", new long[] {1}));
        var file = write(model);
        var loaded = OnnxImport.load(file);
        assertThat(loaded.warnings())
                .anySatisfy(w -> assertThat(w).contains("h0").contains("rnnSetPreviousState"));
        check(model, false, true);
    }

    @Test
    void bothDirectionsBatchFirst() throws Exception {
        var model = new OnnxModels(14).input("input", BATCH, TIME, 4).output("output");
        model.node("Transpose", "in", "input", "x", attribute("perm", 1, 0, 2));
        gru(model, "gru", "x", "-", 4, 6, 2, "y h");
        model.node("Transpose", "dirs", "y", "t", attribute("perm", 0, 2, 1, 3));
        model.longs("shape", 0, 0, -1).node("Reshape", "reshape", "t shape", "r");
        model.node("Transpose", "out", "r", "output", attribute("perm", 1, 0, 2));
        check(model, true, true);
    }

    @Test
    void classifierOnTheLastStep() throws Exception {
        var model = new OnnxModels(13).input("input", BATCH, TIME, 4).output("output");
        model.node("Transpose", "in", "input", "x", attribute("perm", 1, 0, 2));
        gru(model, "gru", "x", "-", 4, 6, 1, "y h");
        model.longs("one", 1).node("Squeeze", "squeeze", "y one", "s");
        model.node("Transpose", "out", "s", "o", attribute("perm", 1, 0, 2));
        model.scalar("last", -1).node("Gather", "gather", "o last", "g", attribute("axis", 1L));
        dense(model, "g", 6, 3, "d");
        model.node("Softmax", "softmax", "d", "output", attribute("axis", -1L));
        check(model, true, false);
    }

    @Test
    void endStatesOfBothDirectionsThenTwoDenseLayers() throws Exception {
        var model = new OnnxModels(13).input("input", TIME, BATCH, 4).output("output");
        gru(model, "gru", "input", "-", 4, 6, 2, "y h");
        model.scalar("a", 0).scalar("b", 1);
        model.node("Gather", "ga", "h a", "ha", attribute("axis", 0L))
                .node("Gather", "gb", "h b", "hb", attribute("axis", 0L));
        model.node("Concat", "cat", "ha hb", "c", attribute("axis", 1L));
        dense(model, "c", 12, 7, "d");
        model.node("Relu", "relu", "d", "e");
        model.weights("M", values(7, 2)).weights("MB", values(2));
        model.node("MatMul", "matmul", "e M", "m").node("Add", "add", "MB m", "output");
        check(model, false, false);
    }

    @Test
    void backwardsAloneIsAGraph() throws Exception {
        var model = new OnnxModels(13).input("input", TIME, BATCH, 4).output("output");
        var r = attribute("direction", "reverse");
        model.weights("W", values(1, 18, 4)).weights("R", values(1, 18, 6)).weights("B", values(1, 36));
        model.node("GRU", "gru", "input W R B", "y h", r, attribute("hidden_size", 6L));
        model.longs("one", 1).node("Squeeze", "squeeze", "y one", "output");
        check(model, false, true);
    }

    @Test
    void lstmAndRnn() throws Exception {
        var model = new OnnxModels(13).input("input", TIME, BATCH, 4).output("output");
        model.weights("W", values(2, 24, 4)).weights("R", values(2, 24, 6)).weights("B", values(2, 48));
        model.node(
                "LSTM",
                "lstm",
                "input W R B",
                "y h c",
                attribute("direction", "bidirectional"),
                attribute("hidden_size", 6L));
        model.node("Transpose", "dirs", "y", "t", attribute("perm", 0, 2, 1, 3));
        model.longs("shape", 0, 0, 12).node("Reshape", "reshape", "t shape", "r");
        model.weights("W2", values(1, 5, 12)).weights("R2", values(1, 5, 5)).weights("B2", values(1, 10));
        model.node("RNN", "rnn", "r W2 R2 B2", "y2 h2", attribute("hidden_size", 5L));
        model.longs("zero", 0).node("Squeeze", "squeeze", "h2 zero", "output");
        check(model, false, false);
    }

    /** ONNX Runtime refuses layout 1 on the CPU: the same weights in layout 0 say what it must give. */
    @ParameterizedTest
    @CsvSource({"GRU, false", "GRU, true", "LSTM, false", "LSTM, true", "RNN, false", "RNN, true"})
    void layoutOneGivesWhatLayoutZeroGives(String kind, boolean ends) throws Exception {
        var outputs = new INDArray[2];
        for (int layout = 0; layout < 2; layout++) {
            var graph = new Exporters(14, 5);
            graph.model.input("input", 2, 2, 4).output("output");
            graph.cell(kind, "input", "", 4, 6, "bidirectional", "y h", attribute("layout", (long) layout));
            if (ends) {
                graph.transpose("h", "t", layout == 0 ? new long[] {1, 0, 2} : new long[] {0, 1, 2});
                graph.reshape("t", "output", 0, -1);
            } else {
                graph.transpose("y", "t", layout == 0 ? new long[] {0, 2, 1, 3} : new long[] {0, 1, 2, 3});
                graph.reshape("t", "output", 0, 0, -1);
            }
            var network = OnnxImport.load(write(graph.model)).network();
            var x = Nd4j.linspace(-1, 1, 3 * 4 * TIME).reshape(3, 4, TIME);
            outputs[layout] = ImportedChecks.output(network, x.castTo(DataType.FLOAT));
        }
        assertThat(Dl4jGru.difference(outputs[0], outputs[1])).isZero();
    }

    @Test
    void activationsOfDl4j() throws Exception {
        String[][] lists = {
            {"HardSigmoid", "Relu"},
            {"Sigmoid", "Softsign"},
            {"Sigmoid", "LeakyRelu"},
            {"HardSigmoid", "Elu"},
            {"Sigmoid", "Softplus"},
            {"Sigmoid", "ThresholdedRelu"},
            {"Sigmoid", "Affine"}
        };
        for (var list : lists) {
            var model =
                    new OnnxModels(14).input("X", TIME, BATCH, 4).output("Y").output("Y_h");
            model.weights("W", values(1, 18, 4)).weights("R", values(1, 18, 6)).weights("B", values(1, 36));
            var names =
                    AttributeProto.newBuilder().setName("activations").setType(AttributeProto.AttributeType.STRINGS);
            for (String name : list) {
                names.addStrings(org.nd4j.shade.protobuf.ByteString.copyFromUtf8(name));
            }
            var alpha = AttributeProto.newBuilder()
                    .setName("activation_alpha")
                    .setType(AttributeProto.AttributeType.FLOATS);
            if (list[1].equals("ThresholdedRelu")) {
                alpha.addFloats(0.25f);
            }
            var beta =
                    AttributeProto.newBuilder().setName("activation_beta").setType(AttributeProto.AttributeType.FLOATS);
            if (list[1].equals("Affine")) {
                alpha.addFloats(1);
                beta.addFloats(0);
            }
            model.node(
                    "GRU",
                    "gru",
                    "X W R B",
                    "Y Y_h",
                    attribute("hidden_size", 6L),
                    names.build(),
                    alpha.build(),
                    beta.build());
            INDArray x = values(TIME, BATCH, 4);
            var expected = OnnxModels.run(model.bytes(), java.util.Map.of("X", x));
            var found = Dl4jGru.run(OnnxImport.grus(write(model)).get(0), x, null, null);
            assertThat(Dl4jGru.difference(expected.get("Y"), found.y()))
                    .as(String.join(" ", list))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void everythingUnsupportedIsSaidAtOnce() throws Exception {
        var file = SharedData.file("gtcrn").resolve("gtcrn_simple.onnx");
        assertThatThrownBy(() -> OnnxImport.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("Conv \"")
                .hasMessageContaining("BatchNormalization \"")
                .hasMessageContaining("OnnxImport.gru");
        assertThat(OnnxImport.inspect(file).layers().stream()
                        .filter(l -> l.kind().equals("GRU")))
                .hasSize(14);
    }

    @Test
    void clipIsRefusedByName() throws Exception {
        var model = new OnnxModels(13).input("input", TIME, BATCH, 4).output("y");
        model.weights("W", values(1, 18, 4)).weights("R", values(1, 18, 6));
        model.node("GRU", "cell", "input W R", "y h", attribute("clip", 3f), attribute("hidden_size", 6L));
        var file = write(model);
        assertThatThrownBy(() -> OnnxImport.gru(file, "cell"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("GRU \"cell\" has clip=3.0");
    }

    private void gru(
            OnnxModels model, String name, String x, String h0, int nIn, int nOut, int directions, String outputs) {
        model.weights(name + "W", values(directions, 3L * nOut, nIn));
        model.weights(name + "R", values(directions, 3L * nOut, nOut))
                .weights(name + "B", values(directions, 6L * nOut));
        model.node(
                "GRU",
                name,
                x + " " + name + "W " + name + "R " + name + "B - " + h0,
                outputs,
                LBR,
                attribute("direction", directions == 2 ? "bidirectional" : "forward"),
                attribute("hidden_size", (long) nOut));
    }

    private void dense(OnnxModels model, String x, int nIn, int nOut, String y) {
        model.weights("fc.weight", values(nOut, nIn)).weights("fc.bias", values(nOut));
        model.node("Gemm", "fc", x + " fc.weight fc.bias", y, attribute("transB", 1L));
    }

    /** As PyTorch makes it: the batch out of the input's shape, then zeros of it. */
    private static void zeroState(OnnxModels model, String layers, int nOut) {
        model.node("Shape", "shape", "input", "sh").scalar("i1", 1);
        model.node("Gather", "batch", "sh i1", "b", attribute("axis", 0L));
        model.longs("ax", 0).node("Unsqueeze", "unsqueeze", "b ax", "b1");
        model.longs("layers", Long.parseLong(layers)).longs("width", nOut);
        model.node("Concat", "sizes", "layers b1 width", "sz", attribute("axis", 0L));
        model.node("ConstantOfShape", "zeros", "sz", "zero");
    }

    private INDArray values(long... shape) {
        return OnnxGruParityTest.values(random, shape);
    }

    private Path write(OnnxModels model) throws Exception {
        return Files.write(folder.resolve("model.onnx"), model.bytes());
    }

    /** Outputs agree with ONNX Runtime's, and fifty steps of training lower the loss. */
    private void check(OnnxModels model, boolean batchFirst, boolean sequence) throws Exception {
        var loaded = OnnxImport.load(write(model));
        var inputs = new HashMap<String, INDArray>();
        long nIn = 0;
        for (var input : OnnxFile.read(write(model)).model().getGraph().getInputList()) {
            long[] shape = input.getType().getTensorType().getShape().getDimList().stream()
                    .mapToLong(d -> d.getDimValue())
                    .toArray();
            boolean state = input.getName().equals("h0");
            nIn = state ? nIn : shape[2];
            inputs.put(input.getName(), state ? Nd4j.zeros(shape) : values(shape));
        }
        INDArray expected = OnnxModels.run(model.bytes(), inputs).get("output");
        INDArray x = inputs.get("input")
                .permute(batchFirst ? new int[] {0, 2, 1} : new int[] {1, 2, 0})
                .dup();
        INDArray found = ImportedChecks.output(loaded.network(), x);
        INDArray ours = !sequence ? found : found.permute(batchFirst ? new int[] {0, 2, 1} : new int[] {2, 0, 1});
        double gap = Dl4jGru.difference(expected, ours);
        assertThat(gap).isLessThan(1e-5);
        ImportedChecks.trains(loaded.network(), x);
    }
}
