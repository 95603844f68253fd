package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.dl4j.Dl4jFiles;
import io.github.gru4j.importer.onnx.OnnxExport;
import io.github.gru4j.importer.pytorch.SafetensorsExport;
import io.github.gru4j.layer.GRU;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ModelFilesTest {

    @TempDir
    Path folder;

    private final MultiLayerNetwork network = network();
    private final INDArray input = Nd4j.rand(3, 2, 5);

    @Test
    void loadsOnnxWhole() throws IOException {
        Path file = folder.resolve("model");
        OnnxExport.write(network, file);

        var loaded = ModelFiles.load(file);

        assertSame(network.output(input), ((MultiLayerNetwork) loaded.network()).output(input));
        assertThat(ModelFiles.inspect(file).format()).startsWith("ONNX");
    }

    @Test
    void loadsOneGruOfOnnx() throws IOException {
        Path file = folder.resolve("model");
        OnnxExport.write(network, file);

        var loaded = ModelFiles.load(file, "second");

        var inner = network.feedForwardToLayer(0, input).get(1);
        assertSame(network.feedForwardToLayer(1, input).get(2), ((MultiLayerNetwork) loaded.network()).output(inner));
        assertThat(loaded.layers()).extracting(ImportedModel.LayerSummary::name).containsExactly("second");
        assertThatThrownBy(() -> ModelFiles.load(file, "third"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("third")
                .hasMessageContaining("[first, second]");
    }

    @Test
    void loadsThePytorchGruOfAFileWithOneByAnyOfItsNames() throws IOException {
        Path file = folder.resolve("model");
        SafetensorsExport.write(network, file);

        var whole = (MultiLayerNetwork) ModelFiles.load(file).network();
        var lower = (MultiLayerNetwork) ModelFiles.load(file, "l0").network();
        var upper = (MultiLayerNetwork) ModelFiles.load(file, "l1").network();

        var inner = network.feedForwardToLayer(0, input).get(1);
        var outer = network.feedForwardToLayer(1, input).get(2);
        assertSame(outer, whole.output(input));
        assertSame(inner, lower.output(input));
        assertSame(outer, upper.output(inner));
    }

    @Test
    void aGruThatReadsBackwardsBecomesAGraph() {
        var plain = new GRU.Builder().nIn(2).nOut(4).build();
        var forward = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder().list().layer(plain).build());
        forward.init();
        var table = forward.paramTable();
        var cell = new ImportedGru.Cell(table.get("0_W"), table.get("0_RW"), table.get("0_b"), table.get("0_rb"));
        var gru = new ImportedGru(
                "backwards",
                2,
                4,
                true,
                new ActivationTanH(),
                new ActivationSigmoid(),
                Direction.REVERSE,
                List.of(cell));

        var backwards = (ComputationGraph) GruLayers.network(gru);

        assertSame(reversed(forward.output(reversed(input))), backwards.outputSingle(input));
    }

    @Test
    void inspectsModelsOfDl4jAndRefusesToImportThem() throws IOException {
        Path file = folder.resolve("model");
        Dl4jFiles.write(network, file);

        assertThat(ModelFiles.inspect(file).parameters()).isEqualTo(network.numParams());
        assertThatThrownBy(() -> ModelFiles.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": is a model of DL4J's already");
        assertThatThrownBy(() -> ModelFiles.load(file, "first")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void kerasIsReadByItsImporter() throws IOException {
        Path file = Files.write(
                folder.resolve("model"), new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0});

        assertThatThrownBy(() -> ModelFiles.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": ")
                .hasStackTraceContaining("KerasImport");
        assertThatThrownBy(() -> ModelFiles.load(file, "gru")).hasMessageContaining("imported whole");
    }

    private static INDArray reversed(INDArray sequences) {
        var reversed = sequences.dup();
        long steps = sequences.size(2);
        for (long t = 0; t < steps; t++) {
            for (long b = 0; b < sequences.size(0); b++) {
                for (long f = 0; f < sequences.size(1); f++) {
                    reversed.putScalar(b, f, t, sequences.getDouble(b, f, steps - 1 - t));
                }
            }
        }
        return reversed;
    }

    private static void assertSame(INDArray expected, INDArray found) {
        assertThat(Parity.of(expected, found).largest()).isLessThan(1e-6);
    }

    private static MultiLayerNetwork network() {
        var configuration = new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new GRU.Builder().name("first").nOut(4).build())
                .layer(new GRU.Builder().name("second").nOut(4).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .name("output")
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(2))
                .build();
        var network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
