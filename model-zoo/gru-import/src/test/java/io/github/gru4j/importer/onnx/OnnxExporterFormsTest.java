package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whole graphs node by node as PyTorch's, TensorFlow's and Keras's exporters write them in each opset, against ONNX Runtime; each goes on training, is
 * saved and loaded.
 */
final class OnnxExporterFormsTest {

    private static final int TIME = 5;
    private static final int BATCH = 3;
    private static final int[] TIME_FIRST = {1, 2, 0};
    private static final int[] BATCH_FIRST = {0, 2, 1};

    @TempDir
    private Path folder;

    /** torch.onnx.export(nn.GRU(10, 20, 2), x): the state of zeros is made of the input's shape. */
    @ParameterizedTest
    @CsvSource({
        "9, false",
        "10, false",
        "11, false",
        "12, true",
        "13, false",
        "14, true",
        "15, true",
        "16, false",
        "17, false",
        "18, true"
    })
    void pytorchsTwoLayers(int opset, boolean expands) throws Exception {
        var graph = new Exporters(opset, 1);
        graph.model.input("input", TIME, BATCH, 10).output("output").output("h_n");
        graph.zeroState("input", 1, 2, 20, "h0", expands);
        graph.slice("h0", "h0a", 0, 0, 1).gru("input", "- h0a", 10, 20, "forward", "y1 h1");
        graph.squeeze("y1", "s1", 1).slice("h0", "h0b", 0, 1, 2);
        graph.gru("s1", "- h0b", 20, 20, "forward", "y2 h2").squeeze("y2", "output", 1);
        graph.node("Concat", "h1 h2", "h_n", attribute("axis", 0L));
        var network = (MultiLayerNetwork) check(graph, TIME_FIRST, true);
        assertThat(network.getnLayers()).isEqualTo(3);
    }

    /** The model of deeplearning4j#9917: x and h0 are inputs. Its state goes in by rnnSetPreviousState. */
    @ParameterizedTest
    @ValueSource(ints = {9, 13, 14, 17})
    void pytorchsTwoLayersWithAState(int opset) throws Exception {
        var graph = new Exporters(opset, 2);
        graph.model
                .input("input", TIME, BATCH, 10)
                .input("h0", 2, BATCH, 20)
                .output("output")
                .output("h_n");
        graph.slice("h0", "h0a", 0, 0, 1).gru("input", "- h0a", 10, 20, "forward", "y1 h1");
        graph.squeeze("y1", "s1", 1).slice("h0", "h0b", 0, 1, 2);
        graph.gru("s1", "- h0b", 20, 20, "forward", "y2 h2").squeeze("y2", "output", 1);
        graph.node("Concat", "h1 h2", "h_n", attribute("axis", 0L));
        Path file = write(graph);
        INDArray x = graph.values(TIME, BATCH, 10);
        INDArray h0 = graph.values(2, BATCH, 20);
        var expected = ImportedChecks.expected(file, Map.of("input", x, "h0", h0), null);
        var network = (MultiLayerNetwork) OnnxImport.load(file).network();
        for (int i = 0; i < 2; i++) {
            network.rnnSetPreviousState(i, Map.of("prevAct", h0.slice(i).dup()));
        }
        INDArray found = network.rnnTimeStep(x.permute(TIME_FIRST).dup());
        ImportedChecks.same(found.permute(2, 0, 1), expected.get("output"));
        for (int i = 0; i < 2; i++) {
            ImportedChecks.same(
                    network.rnnGetPreviousState(i).get("prevAct"),
                    expected.get("h_n").slice(i));
        }
    }

    /** Bidirectional, two layers, batch_first; a Linear on torch.cat((h_n[-2], h_n[-1]), 1). */
    @ParameterizedTest
    @ValueSource(ints = {9, 11, 13, 17})
    void pytorchsClassifierOnBothEndStates(int opset) throws Exception {
        var graph = new Exporters(opset, 3);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2).zeroState("x", 1, 4, 6, "h0", false);
        graph.slice("h0", "h0a", 0, 0, 2).gru("x", "- h0a", 4, 6, "bidirectional", "y1 h1");
        graph.transpose("y1", "t1", 0, 2, 1, 3).reshape("t1", "r1", 0, 0, -1).slice("h0", "h0b", 0, 2, 4);
        graph.gru("r1", "- h0b", 12, 6, "bidirectional", "y2 h2");
        graph.node("Concat", "h1 h2", "h_n", attribute("axis", 0L));
        graph.gather("h_n", "a", 0, -2).gather("h_n", "b", 0, -1);
        graph.node("Concat", "a b", "c", attribute("axis", 1L)).linear("c", 12, 3, "output");
        check(graph, BATCH_FIRST, false);
    }

    /** out[:, -1] of a batch_first LSTM, then a Linear. */
    @ParameterizedTest
    @ValueSource(ints = {9, 13, 17})
    void pytorchsLastStepOfAnLstm(int opset) throws Exception {
        var graph = new Exporters(opset, 4);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2).zeroState("x", 1, 1, 6, "h0", true);
        graph.zeroState("x", 1, 1, 6, "c0", true).cell("LSTM", "x", "- h0 c0", 4, 6, "forward", "y h c");
        graph.squeeze("y", "s", 1).transpose("s", "o", 1, 0, 2).gather("o", "l", 1, -1);
        graph.linear("l", 6, 2, "d").node("Sigmoid", "d", "output");
        check(graph, BATCH_FIRST, false);
    }

    /** Embedding, nn.RNN, a Linear on each step, which is a MatMul and an Add, a softmax over the features. */
    @ParameterizedTest
    @ValueSource(ints = {9, 13, 17})
    void pytorchsTagger(int opset) throws Exception {
        var graph = new Exporters(opset, 5);
        graph.model.whole("input", BATCH, TIME).output("output");
        graph.node("Gather", graph.weights(11, 4) + " input", "e").transpose("e", "x", 1, 0, 2);
        graph.cell("RNN", "x", "", 4, 6, "forward", "y h").squeeze("y", "s", 1);
        graph.transpose("s", "o", 1, 0, 2).dense("o", 6, 5, "d");
        graph.node("Softmax", "d", "output", attribute("axis", 2L));
        check(graph, BATCH_FIRST, true);
    }

    /** TensorFlow's lengths of all sequences, made of the input's shape; its state of zeros; Dense on rows. */
    @ParameterizedTest
    @ValueSource(ints = {9, 11, 13, 15})
    void tensorflowsSequences(int opset) throws Exception {
        var graph = new Exporters(opset, 6);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2).node("Shape", "x", "shape");
        graph.node("Cast", "shape", "real", attribute("to", 1L)).slice("real", "many", 0, 1, 2);
        graph.node("Cast", "many", "repeats", attribute("to", 7L)).slice("real", "steps", 0, 0, 1);
        graph.node("Tile", "steps repeats", "tiled").node("Cast", "tiled", "lens", attribute("to", 6L));
        graph.zeroState("x", 1, 1, 6, "h0", false);
        graph.gru("x", "lens h0", 4, 6, "forward", "y h").squeeze("y", "s", 1).transpose("s", "o", 1, 0, 2);
        graph.reshape("o", "rows", -1, 6).dense("rows", 6, 2, "d").node("Tanh", "d", "a");
        graph.node("Shape", "o", "sh").slice("sh", "lead", 0, 0, 2);
        graph.node("Concat", "lead " + graph.longs(2), "to", attribute("axis", 0L))
                .node("Reshape", "a to", "output");
        check(graph, BATCH_FIRST, true);
    }

    /** Keras, return_sequences=False: Y_h turned and reshaped; then two Dense layers. */
    @ParameterizedTest
    @ValueSource(ints = {7, 9, 11, 13})
    void kerasLastState(int opset) throws Exception {
        var graph = new Exporters(opset, 7);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2).cell("GRU", "x", "", 4, 6, "forward", "y h");
        graph.transpose("h", "t", 1, 0, 2).reshape("t", "r", -1, 6);
        graph.dense("r", 6, 5, "d").node("Relu", "d", "e").dense("e", 5, 2, "f").node("Softmax", "f", "output");
        check(graph, BATCH_FIRST, false);
    }

    /** Keras's Bidirectional: the directions split, squeezed, and together again in each merge mode. */
    @ParameterizedTest
    @CsvSource({"9, Concat", "13, Concat", "9, Add", "13, Add", "13, Mul", "11, Average"})
    void kerasBothDirections(int opset, String merge) throws Exception {
        var graph = new Exporters(opset, 8);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2).gru("x", "", 4, 6, "bidirectional", "y h");
        graph.halves("y", "f b", 1).squeeze("f", "fs", 1).squeeze("b", "bs", 1);
        graph.transpose("fs", "ft", 1, 0, 2).transpose("bs", "bt", 1, 0, 2);
        switch (merge) {
            case "Concat" -> graph.node("Concat", "ft bt", "o", attribute("axis", 2L));
            case "Average" -> {
                graph.model.weights("half", Nd4j.scalar(0.5f).reshape(1));
                graph.node("Add", "ft bt", "sum").node("Mul", "sum half", "o");
            }
            default -> graph.node(merge, "bt ft", "o");
        }
        graph.dense("o", merge.equals("Concat") ? 12 : 6, 2, "output");
        check(graph, BATCH_FIRST, true);
    }

    /** The ends of both directions taken out of Y: the last step forward, the first backward. */
    @Test
    void endsOfBothDirectionsOutOfAllSteps() throws Exception {
        var graph = new Exporters(13, 9);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.gru("input", "", 4, 6, "bidirectional", "y h")
                .gather("y", "last", 0, -1)
                .gather("y", "first", 0, 0);
        graph.gather("last", "f", 0, 0).gather("first", "b", 0, 1);
        graph.node("Concat", "f b", "c", attribute("axis", -1L)).linear("c", 12, 2, "output");
        check(graph, TIME_FIRST, false);
    }

    @ParameterizedTest
    @CsvSource({"ReduceMean, 13", "ReduceMax, 13", "ReduceMean, 18", "ReduceMax, 18", "ReduceSum, 11", "ReduceSum, 13"})
    void poolingOverTime(String kind, int opset) throws Exception {
        var graph = new Exporters(opset, 10);
        graph.model.input("input", BATCH, TIME, 4).output("output");
        graph.transpose("input", "x", 1, 0, 2)
                .gru("x", "", 4, 6, "forward", "y h")
                .squeeze("y", "s", 1);
        graph.transpose("s", "o", 1, 0, 2);
        if (kind.equals("ReduceSum")) {
            graph.sum("o", "p", 1);
        } else {
            graph.reduce(kind, "o", "p", 1);
        }
        graph.linear("p", 6, 2, "d").node("Tanh", "d", "output");
        check(graph, BATCH_FIRST, false);
    }

    /** Rows in the order of time, then batch, as DL4J's OutputLayer gives them. */
    @Test
    void rowsAtTheEnd() throws Exception {
        var graph = new Exporters(13, 11);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.gru("input", "", 4, 6, "forward", "y h").reshape("y", "r", -1, 6).linear("r", 6, 2, "output");
        check(graph, TIME_FIRST, false);
    }

    /** Indices as one-hot vectors that multiply the table. */
    @Test
    void oneHotVectors() throws Exception {
        var graph = new Exporters(13, 12);
        graph.model.whole("input", TIME, BATCH).output("output");
        graph.model.weights("onoff", Nd4j.createFromArray(0f, 1f));
        graph.node("OneHot", "input " + graph.scalar(11) + " onoff", "hot", attribute("axis", -1L));
        graph.node("MatMul", "hot " + graph.weights(11, 4), "x").gru("x", "", 4, 6, "forward", "y h");
        graph.squeeze("h", "s", 0).linear("s", 6, 2, "output");
        Path file = write(graph);
        INDArray x = indices(TIME, BATCH);
        var network = OnnxImport.load(file).network();
        var expected = ImportedChecks.expected(file, Map.of("input", x), null);
        ImportedChecks.same(ImportedChecks.output(network, x.transpose()), expected.get("output"));
    }

    /** Softmax over the features between layers, and of a GRU itself: not over time, as DL4J's ActivationLayer has it. */
    @Test
    void softmaxOverFeaturesBetweenLayers() throws Exception {
        var graph = new Exporters(13, 13);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.node("Softmax", "input", "p", attribute("axis", 2L)).gru("p", "", 4, 6, "forward", "y1 h1");
        graph.squeeze("y1", "s1", 1)
                .node("Softmax", "s1", "q", attribute("axis", -1L))
                .node("Tanh", "q", "t");
        graph.gru("t", "", 6, 3, "forward", "y2 h2").squeeze("y2", "s2", 1);
        graph.node("Softmax", "s2", "output", attribute("axis", -1L));
        check(graph, TIME_FIRST, true);
    }

    /** Weights that the exporter did not fold: PyTorch's gates reordered by Slice and Concat, then given a direction. */
    @Test
    void weightsThatAreNotFolded() throws Exception {
        var graph = new Exporters(13, 14);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        for (String name : new String[] {"W", "R", "b1", "b2"}) {
            long columns = name.equals("W") ? 4 : 6;
            String from = name.startsWith("b") ? graph.weights(18) : graph.weights(18, columns);
            graph.slice(from, name + "r", 0, 0, 6)
                    .slice(from, name + "z", 0, 6, 12)
                    .slice(from, name + "n", 0, 12, 18);
            graph.node("Concat", name + "z " + name + "r " + name + "n", name + "c", attribute("axis", 0L));
        }
        graph.unsqueeze("Wc", "W", 0).unsqueeze("Rc", "R", 0);
        graph.node("Concat", "b1c b2c", "bc", attribute("axis", 0L)).unsqueeze("bc", "B", 0);
        graph.node("GRU", "input W R B", "y h", Exporters.LBR, attribute("hidden_size", 6L))
                .squeeze("y", "output", 1);
        check(graph, TIME_FIRST, true);
    }

    /** The same with Split, Reshape and a transposed matrix. */
    @Test
    void otherWeightsThatAreNotFolded() throws Exception {
        var graph = new Exporters(13, 18);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.node("Split", graph.weights(18, 4), "Wr Wz Wn", attribute("axis", 0L));
        graph.node("Concat", "Wz Wr Wn", "Wc", attribute("axis", 0L)).reshape("Wc", "W", 1, -1, 4);
        graph.node("GRU", "input W " + graph.weights(1, 18, 6), "y h", Exporters.LBR, attribute("hidden_size", 6L));
        graph.squeeze("y", "s", 1).node("Transpose", graph.weights(2, 6), "M");
        graph.node("MatMul", "s M", "output");
        check(graph, TIME_FIRST, true);
    }

    /** Padding masked by lengths inside the graph, batch first: a mean of the steps that count. */
    @ParameterizedTest
    @ValueSource(strings = {"sequence_lens", ""})
    void meanOfTheStepsThatCount(String lengths) throws Exception {
        var graph = new Exporters(13, 15);
        graph.model.input("input", -1, -1, 4).integers("sequence_lens", -1).output("output");
        graph.transpose("input", "x", 1, 0, 2)
                .gru("x", lengths, 4, 6, "forward", "y h")
                .squeeze("y", "s", 1);
        graph.transpose("s", "o", 1, 0, 2).node("Shape", "input", "shape").gather("shape", "time", 0, 1);
        graph.node("Range", graph.scalar(0) + " time " + graph.scalar(1), "steps");
        graph.node("Cast", "sequence_lens", "lens", attribute("to", 7L)).unsqueeze("lens", "lens1", 1);
        graph.node("Less", "steps lens1", "kept").unsqueeze("kept", "kept1", 2);
        graph.node("Cast", "kept1", "mask", attribute("to", 1L)).node("Mul", "o mask", "zeroed");
        graph.sum("zeroed", "sum", 1).sum("mask", "count", 1).node("Div", "sum count", "mean");
        graph.linear("mean", 6, 2, "output");
        Path file = write(graph);
        INDArray x = graph.values(BATCH, TIME, 4);
        var expected = ImportedChecks.expected(file, Map.of("input", x), new int[] {5, 2, 3});
        INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1, 1}, {1, 1, 0, 0, 0}, {1, 1, 1, 0, 0}});
        var network = OnnxImport.load(file).network();
        ImportedChecks.same(ImportedChecks.output(network, x.permute(BATCH_FIRST), mask), expected.get("output"));
    }

    /** fc(h_n[-1]).squeeze(-1). */
    @Test
    void oneNumberForEachExample() throws Exception {
        var graph = new Exporters(13, 16);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.gru("input", "", 4, 6, "forward", "y h").gather("h", "l", 0, -1).linear("l", 6, 1, "d");
        graph.squeeze("d", "output", -1);
        Path file = write(graph);
        INDArray x = graph.values(TIME, BATCH, 4);
        var loaded = OnnxImport.load(file);
        assertThat(loaded.warnings()).anySatisfy(warning -> assertThat(warning).contains("one feature"));
        INDArray expected =
                ImportedChecks.expected(file, Map.of("input", x), null).get("output");
        ImportedChecks.same(
                ImportedChecks.output(loaded.network(), x.permute(TIME_FIRST).dup()), expected.reshape(BATCH, 1));
    }

    /** Activations as nodes of their own: between layers, and right after a MatMul. */
    @ParameterizedTest
    @CsvSource({
        "Relu, 13, , ",
        "Sigmoid, 13, , ",
        "Tanh, 13, , ",
        "Softsign, 13, , ",
        "Softplus, 13, , ",
        "Selu, 13, , ",
        "Elu, 13, , ",
        "Elu, 13, 2, ",
        "LeakyRelu, 13, , ",
        "LeakyRelu, 13, 0.3, ",
        "ThresholdedRelu, 13, , ",
        "ThresholdedRelu, 13, 0.2, ",
        "HardSigmoid, 13, , ",
        "Clip, 9, -1, 1",
        "Clip, 9, 0, 6",
        "Clip, 9, 0, 0.25"
    })
    void activationNodes(String kind, int opset, Float first, Float second) throws Exception {
        var graph = new Exporters(opset, 17);
        var attributes = new java.util.ArrayList<onnx.Onnx.AttributeProto>();
        if (first != null) {
            attributes.add(attribute(kind.equals("Clip") ? "min" : "alpha", first));
        }
        if (second != null) {
            attributes.add(attribute("max", second));
        }
        var own = attributes.toArray(new onnx.Onnx.AttributeProto[0]);
        graph.model.input("input", TIME, BATCH, 4).output("output");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1).node(kind, "s", "a", own);
        graph.dense("a", 6, 5, "d")
                .node(kind, "d", "e", own)
                .dense("e", 5, 3, "f")
                .node(kind, "f", "output", own);
        Path file = write(graph);
        INDArray x = graph.values(TIME, BATCH, 4).mul(3);
        INDArray expected =
                ImportedChecks.expected(file, Map.of("input", x), null).get("output");
        var network = OnnxImport.load(file).network();
        ImportedChecks.same(ImportedChecks.output(network, x.permute(TIME_FIRST).dup()), expected.permute(TIME_FIRST));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void everyOpset(int opset) throws Exception {
        for (String direction : new String[] {"forward", "reverse", "bidirectional"}) {
            var graph = new Exporters(opset, opset);
            long wide = direction.equals("bidirectional") ? 12 : 6;
            graph.model.input("input", BATCH, TIME, 4).output("output");
            graph.transpose("input", "x", 1, 0, 2).gru("x", "", 4, 6, direction, "y h");
            graph.transpose("y", "t", 2, 0, 1, 3).reshape("t", "r", 0, 0, -1);
            graph.dense("r", wide, 3, "d").node("Relu", "d", "e").slice("e", "l", 1, 0, Integer.MAX_VALUE);
            graph.node("Dropout", "l", "n").node("Tanh", "n", "output");
            check(graph, BATCH_FIRST, true);
        }
    }

    private Path write(Exporters graph) throws Exception {
        return Files.write(folder.resolve("model.onnx"), graph.model.bytes());
    }

    private static INDArray indices(long... shape) {
        var random = new Random(3);
        var values = new float[(int) (shape[0] * shape[1])];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(11);
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** @param perm from the graph's order of axes to DL4J's */
    private Object check(Exporters graph, int[] perm, boolean sequence) throws Exception {
        Path file = write(graph);
        var input = OnnxFile.read(file).model().getGraph().getInput(0);
        long[] shape = input.getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(dim -> dim.getDimValue())
                .toArray();
        INDArray x = shape.length == 2 ? indices(shape) : graph.values(shape);
        INDArray expected =
                ImportedChecks.expected(file, Map.of("input", x), null).get("output");
        var network = OnnxImport.load(file).network();
        INDArray ours = x.rank() == 2 ? x : x.permute(perm).dup();
        INDArray found = ImportedChecks.output(network, ours);
        ImportedChecks.same(found, sequence ? expected.permute(perm) : expected);
        ImportedChecks.saves(network, ours, folder);
        boolean forward = OnnxFile.read(file).nodes().stream()
                .allMatch(node -> !Recurrent.is(node)
                        || Attributes.text(node, "direction", "forward").equals("forward"));
        if (forward && x.rank() == 3 && network instanceof MultiLayerNetwork list) {
            boolean pools =
                    graph.model.has("ReduceMean") || graph.model.has("ReduceMax") || graph.model.has("ReduceSum");
            if (sequence) {
                ImportedChecks.steps(list, ours);
            } else if (!pools) {
                ImportedChecks.lastStep(list, ours);
            }
        }
        ImportedChecks.trains(network, ours);
        return network;
    }
}
