package io.github.gru4j.importer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.layer.GRU;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is in an exported file, networks that are graphs, and what is refused. */
final class OnnxExportTest {

    private static final int N_IN = 3;
    private static final int H = 4;
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void saysWhatItIs() throws IOException {
        var model = written(network(gru("gru"), rnnOutput()), OnnxExport.Option.SEQUENCE_LENS);
        assertThat(model.getProducerName()).isEqualTo("gru4j");
        assertThat(model.getProducerVersion()).isNotEmpty();
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(14);
        assertThat(model.getGraph().getInputList().stream().map(OnnxExportTest::describe))
                .containsExactly("input[batch, 3, time]", "sequence_lens[batch]");
        assertThat(model.getGraph().getOutputList().stream().map(OnnxExportTest::describe))
                .containsExactly("output[batch, 2, time]");
        assertThat(model.getGraph().getNodeList().stream().map(Onnx.NodeProto::getOpType))
                .containsExactly("Transpose", "GRU", "Squeeze", "MatMul", "Add", "Transpose");
        assertThat(model.getGraph().getNode(1).getName()).isEqualTo("gru");
    }

    @Test
    void gruParametersAreTheVerySame() throws IOException {
        var network = network(new Bidirectional(gru("gru")));
        var tensors = initializers(written(network));
        var params = network.getLayer(0).paramTable();
        for (int direction = 0; direction < 2; direction++) {
            String prefix = direction == 0 ? "f" : "b";
            assertTransposed(tensors.get("layer0/W"), direction, params.get(prefix + "W"));
            assertTransposed(tensors.get("layer0/R"), direction, params.get(prefix + "RW"));
            INDArray both = Nd4j.concat(1, params.get(prefix + "b"), params.get(prefix + "rb"));
            assertTransposed(tensors.get("layer0/B"), direction, both);
        }
    }

    @Test
    void lstmGatesAreInTheOrderOfOnnx() throws IOException {
        var network = network(new LSTM.Builder().nOut(1).name("lstm").build());
        network.getLayer(0).getParam("b").assign(Nd4j.createFromArray(new float[] {1, 2, 3, 4}));
        float[] b = initializers(written(network)).get("lstm/B");
        // DL4J: candidate, forget, output, input; ONNX: input, output, forget, candidate, then the recurrent biases.
        assertThat(b).containsExactly(4, 3, 2, 1, 0, 0, 0, 0);
    }

    @Test
    void graphOfTwoDirectionsAndTwoOutputs() throws Exception {
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("in")
                .addLayer("gru", gru("gru"), "in")
                .addLayer("lstm", new LSTM.Builder().nOut(H).build(), "in")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Average), "gru", "lstm")
                .addVertex("merge", new MergeVertex(), "sum", "gru")
                .addVertex("last", new LastTimeStepVertex("in"), "merge")
                .addLayer("steps", rnnOutput(), "merge")
                .addLayer(
                        "class",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "last")
                .setOutputs("steps", "class")
                .setInputTypes(InputType.recurrent(N_IN))
                .build();
        var network = new ComputationGraph(conf);
        network.init();
        Path file = folder.resolve("graph.onnx");
        OnnxExport.write(network, file, OnnxExport.Option.SEQUENCE_LENS);
        INDArray features = Nd4j.rand(2, N_IN, 5).subi(0.5);
        INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}});
        try (var model = new OnnxRuntimeModel(file)) {
            var found = model.run(Map.of("input", features), new int[] {3, 5});
            INDArray[] expected = network.output(false, new INDArray[] {features.dup()}, new INDArray[] {mask});
            assertClose(found.get("class"), expected[1]);
            // DL4J's LSTM, bare, goes on past the end; so does the model's.
            assertClose(found.get("steps"), expected[0]);
        }
    }

    @Test
    void twoInputsKeepTheirNames() throws Exception {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("gru", gru("gru"), "left")
                .addLayer("dense", new DenseLayer.Builder().nOut(2).build(), "right")
                .addVertex("last", new LastTimeStepVertex("left"), "gru")
                .addVertex("merge", new MergeVertex(), "last", "dense")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.TANH)
                                .build(),
                        "merge")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(N_IN), InputType.feedForward(2))
                .build();
        var network = new ComputationGraph(conf);
        network.init();
        Path file = folder.resolve("graph.onnx");
        OnnxExport.write(network, file);
        INDArray left = Nd4j.rand(2, N_IN, 5);
        INDArray right = Nd4j.rand(2, 2);
        try (var model = new OnnxRuntimeModel(file)) {
            assertClose(
                    model.run(Map.of("left", left, "right", right), null).get("output"),
                    network.outputSingle(left, right));
        }
        assertThatThrownBy(() -> OnnxExport.write(network, file, OnnxExport.Option.SEQUENCE_LENS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[left, right]");
    }

    @Test
    void embeddingOfSingleIndices() throws Exception {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new EmbeddingLayer.Builder().nIn(9).nOut(H).hasBias(true).build())
                .layer(new FrozenLayer(new DenseLayer.Builder().nIn(H).nOut(2).build()))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build())
                .build();
        var network = new MultiLayerNetwork(conf);
        network.init();
        Path file = folder.resolve("embedding.onnx");
        OnnxExport.write(network, file);
        INDArray indices = Nd4j.createFromArray(new float[] {3, 0, 8}).reshape(3, 1);
        try (var model = new OnnxRuntimeModel(file)) {
            assertClose(model.run(Map.of("input", indices), null).get("output"), network.output(indices));
        }
    }

    @Test
    void timeDistributedDense() throws Exception {
        var dense =
                new DenseLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build();
        var network = network(gru("gru"), new TimeDistributed(dense, RNNFormat.NCW));
        Path file = folder.resolve("distributed.onnx");
        OnnxExport.write(network, file);
        INDArray features = Nd4j.rand(2, N_IN, 5);
        try (var model = new OnnxRuntimeModel(file)) {
            assertClose(model.run(Map.of("input", features), null).get("output"), network.output(features.dup()));
        }
    }

    @Test
    @SuppressWarnings("deprecation") // GravesLSTM, which old networks have
    void namesEverythingUnsupportedAtOnceAndLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("old.onnx");
        Files.writeString(file, "old");
        var network = network(
                new GravesLSTM.Builder().nOut(H).name("peeps").build(),
                new GRU.Builder()
                        .nOut(H)
                        .name("odd")
                        .activation(Activation.MISH)
                        .build(),
                gru("good"),
                rnnOutput());
        assertThatThrownBy(() -> OnnxExport.write(network, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"peeps\" (GravesLSTM)")
                .hasMessageContaining("\"odd\" (GRU)")
                .hasMessageContaining("mish")
                .hasMessageNotContaining("good");
        assertThat(file).hasContent("old");
    }

    @Test
    void namesUnsupportedVertices() {
        var conf = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("gru", gru("gru"), "in")
                .addVertex("norm", new L2NormalizeVertex(), "gru")
                .addLayer("out", rnnOutput(), "norm")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(N_IN))
                .build();
        var network = new ComputationGraph(conf);
        network.init();
        assertThatThrownBy(() -> OnnxExport.write(network, folder.resolve("x.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vertex \"norm\" (L2NormalizeVertex)");
    }

    @Test
    void aFailedWriteLeavesNothingBeside() throws IOException {
        // A folder that is not empty cannot be replaced: the move fails after everything is written.
        Path target = Files.createDirectory(folder.resolve("model.onnx"));
        Path inside = Files.writeString(target.resolve("old"), "old");
        assertThatThrownBy(() -> OnnxExport.write(network(gru("gru")), target)).isInstanceOf(IOException.class);
        assertThat(inside).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    private static GRU gru(String name) {
        return new GRU.Builder().nOut(H).name(name).build();
    }

    private static RnnOutputLayer rnnOutput() {
        return new RnnOutputLayer.Builder(LossFunction.MSE)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static MultiLayerNetwork network(Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().seed(7).list();
        for (var layer : layers) {
            list.layer(layer);
        }
        var network = new MultiLayerNetwork(
                list.setInputType(InputType.recurrent(N_IN)).build());
        network.init();
        network.params().addi(Nd4j.rand(network.params().shape()));
        return network;
    }

    private Onnx.ModelProto written(MultiLayerNetwork network, OnnxExport.Option... options) throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(network, file, options);
        try (InputStream in = Files.newInputStream(file)) {
            return Onnx.ModelProto.parseFrom(in);
        }
    }

    private static Map<String, float[]> initializers(Onnx.ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(t -> t.getDataType() == Onnx.TensorProto.DataType.FLOAT.getNumber())
                .collect(Collectors.toMap(Onnx.TensorProto::getName, OnnxExportTest::floats));
    }

    private static float[] floats(Onnx.TensorProto tensor) {
        var buffer = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** The slice [columns, rows] of a direction holds the parameter [rows, columns], bit for bit. */
    private static void assertTransposed(float[] tensor, int direction, INDArray parameter) {
        int rows = (int) parameter.size(0);
        int columns = (int) parameter.size(1);
        assertThat(tensor).hasSize(2 * rows * columns);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                assertThat(tensor[(direction * columns + column) * rows + row])
                        .isEqualTo(parameter.getFloat(row, column));
            }
        }
    }

    private static String describe(Onnx.ValueInfoProto value) {
        return value.getName()
                + value.getType().getTensorType().getShape().getDimList().stream()
                        .map(d -> d.getDimParam().isEmpty() ? String.valueOf(d.getDimValue()) : d.getDimParam())
                        .toList();
    }

    private static void assertClose(INDArray found, INDArray expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(TOLERANCE);
    }
}
