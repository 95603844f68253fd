package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.onnx.OnnxImport;
import io.github.gru4j.importer.pytorch.PyTorchImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private final ModelCommands gru4j = new ModelCommands();
    private final MultiLayerNetwork network = ImportTest.network();

    @TempDir
    Path folder;

    private Path zip;
    private Path onnx;

    @BeforeEach
    void model() throws IOException {
        zip = folder.resolve("model.zip");
        onnx = folder.resolve("model.onnx");
        ModelSerializer.writeModel(network, zip.toFile(), true);
    }

    @Test
    void writesOnnxWithTheSameParameters() throws IOException {
        Files.writeString(onnx, "old");

        assertThat(gru4j.run("export", zip, "--out", onnx)).as(gru4j.err()).isEqualTo(ExitCodes.DONE);

        assertThat(gru4j.out()).contains("ONNX: " + onnx);
        assertThat(OnnxImport.load(onnx).network().params()).isEqualTo(network.params());
        assertThat(Files.readString(onnx, StandardCharsets.ISO_8859_1)).doesNotContain("sequence_lens");
    }

    @Test
    void writesLengthsInPlaceOfMasks() throws IOException {
        assertThat(gru4j.run("export", zip, "--out", onnx, "--sequence-lens")).isEqualTo(ExitCodes.DONE);

        assertThat(Files.readString(onnx, StandardCharsets.ISO_8859_1)).contains("sequence_lens");
    }

    @Test
    void writesSafetensorsByTheExtension() throws IOException {
        Path out = folder.resolve("model.SafeTensors");

        assertThat(gru4j.run("export", zip, "--out", out)).isEqualTo(ExitCodes.DONE);

        assertThat(PyTorchImport.gru(out, "").get(0).cells().get(0).w())
                .isEqualTo(network.getLayer(0).getParam("W"));
    }

    @Test
    void whatCannotBeWrittenIsSaidAndTheOldFileStays() throws IOException {
        var convolution = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Convolution1DLayer.Builder(3).name("conv").nOut(2).build())
                .layer(new RnnOutputLayer.Builder().name("out").nOut(2).build())
                .setInputType(InputType.recurrent(2, 9))
                .build());
        convolution.init();
        ModelSerializer.writeModel(convolution, zip.toFile(), true);
        Files.writeString(onnx, "old");

        gru4j.fails(1, zip + ": ", onnx, "export", zip, "--out", onnx);
        assertThat(gru4j.err()).contains("\"conv\"");
        Path safetensors = folder.resolve("model.safetensors");
        gru4j.fails(1, "there is no GRU layer in it", safetensors, "export", zip, "--out", safetensors);
    }

    @Test
    void failsInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path below = folder.resolve("none/model.onnx");
        Path taken = Files.createDirectory(folder.resolve("taken.onnx"));
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(Files.readAllBytes(zip), 500));

        gru4j.fails(1, "it is a directory", taken, "export", zip, "--out", taken);
        gru4j.fails(1, "there is no folder", below, "export", zip, "--out", below);
        gru4j.fails(1, "there is no such file", onnx, "export", folder.resolve("none"), "--out", onnx);
        gru4j.fails(1, text + ": expected a model", onnx, "export", text, "--out", onnx);
        gru4j.fails(1, cut + ": is a zip that is cut off", onnx, "export", cut, "--out", onnx);
        gru4j.fails(
                1,
                "expected a network of DL4J's, found a file of safetensors; gru4j import makes one of it",
                onnx,
                "export",
                ModelCommands.fixture("gru.safetensors"),
                "--out",
                onnx);
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        Path other = folder.resolve("model.pt");
        gru4j.fails(2, "valid are files that end in .onnx or .safetensors", other, "export", zip, "--out", other);
        Path safetensors = folder.resolve("model.safetensors");
        gru4j.fails(
                2, "--sequence-lens is for .onnx", safetensors, "export", zip, "--out", safetensors, "--sequence-lens");
        gru4j.fails(2, "--out", onnx, "export", zip);
        gru4j.fails(2, "MODEL.zip", onnx, "export", "--out", onnx);
    }
}
