package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.Npy;
import io.github.gru4j.importer.onnx.OnnxExport;
import io.github.gru4j.layer.GRU;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ImportTest {

    private static final Path GRU_FILE = ModelCommands.fixture("gru.safetensors");
    private static final Path X = ModelCommands.fixture("x.npy");
    private static final Path Y = ModelCommands.fixture("y.npy");

    private final ModelCommands gru4j = new ModelCommands();

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void target() {
        out = folder.resolve("model.zip");
    }

    @Test
    void writesWhatModelSerializerLoads() throws IOException {
        assertThat(gru4j.run("import", GRU_FILE, "--out", out)).isEqualTo(ExitCodes.DONE);

        assertThat(gru4j.out()).contains("Model: " + out + " (MultiLayerNetwork, 63 parameters)");
        var output = ModelSerializer.restoreMultiLayerNetwork(out.toFile())
                .output(Npy.read(X).permute(0, 2, 1).dup('f'));
        assertThat(output.permute(0, 2, 1).equalsWithEps(Npy.read(Y).castTo(output.dataType()), 1e-5))
                .isTrue();
    }

    @Test
    void reportsParityWithWhatNumPyComputed() {
        assertThat(gru4j.run(
                        "import",
                        GRU_FILE,
                        "--out",
                        out,
                        "--check-inputs",
                        X,
                        "--check-outputs",
                        Y,
                        "--check-layout",
                        "ntc"))
                .isEqualTo(ExitCodes.DONE);

        assertThat(gru4j.out())
                .contains("output", "shape", "largest difference", "at", "expected", "found", "largest relative")
                .contains("[4, 6, 3]", "Agrees: the tolerance is 1e-5");
        assertThat(out).exists();
    }

    @Test
    void endsWithThreeAndWritesNothingPastTheTolerance() throws IOException {
        var wrong = Npy.read(Y);
        wrong.putScalar(new int[] {2, 5, 1}, wrong.getDouble(2, 5, 1) + 0.25);
        Path other = folder.resolve("wrong.npy");
        Npy.write(wrong, other);
        Files.writeString(out, "mine");

        gru4j.fails(3, "the outputs differ by more than 1e-5; " + out + " is not written", out, check(X, other, "ntc"));

        assertThat(gru4j.out()).contains("DIFFERS", "0.250", "[2, 5, 1]");
        assertThat(gru4j.run(with(check(X, other, "ntc"), "--tolerance", "0.3")))
                .isEqualTo(ExitCodes.DONE);
    }

    @Test
    void otherOrdersOfAxesGiveTheSame() throws IOException {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        Npy.write(Npy.read(X).permute(1, 0, 2).dup('c'), x);
        Npy.write(Npy.read(Y).permute(1, 0, 2).dup('c'), y);
        assertThat(gru4j.run(check(x, y, "tnc"))).isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.out()).contains("[6, 4, 3]");
        assertThat(gru4j.run(check(x, y, "ntc"))).isEqualTo(ExitCodes.CLAIM);

        Npy.write(Npy.read(X).permute(0, 2, 1).dup('c'), x);
        Npy.write(Npy.read(Y).permute(0, 2, 1).dup('c'), y);
        assertThat(gru4j.run("import", GRU_FILE, "--out", out, "--check-inputs", x, "--check-outputs", y))
                .isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.out()).contains("[4, 3, 6]");
    }

    @Test
    void shapesThatDoNotFitAreSaidWithTheFile() throws IOException {
        gru4j.fails(
                1,
                X + ": sequences of the shape [4, 6, 2] can be meant as ntc or tnc; say which with --check-layout",
                out,
                "import",
                GRU_FILE,
                "--out",
                out,
                "--check-inputs",
                X,
                "--check-outputs",
                Y);
        gru4j.fails(
                1,
                X + ": expected [sequences, 2, steps] (nct), as the network reads 2 features per step; found the shape "
                        + "[4, 6, 2], which would fit --check-layout ntc or tnc",
                out,
                check(X, Y, "nct"));
        gru4j.fails(1, X + ": expected the shape [4, 6, 3] of the network's output", out, check(X, X, "ntc"));
        gru4j.fails(1, Y + ": expected [sequences, steps, 2] (ntc)", out, check(Y, Y, "ntc"));
        Path flat = npy("flat.npy", Nd4j.rand(4, 6));
        gru4j.fails(1, flat + ": expected [sequences, steps, 2], found the shape [4, 6]", out, check(flat, Y, "ntc"));
        Path text = Files.writeString(folder.resolve("text.npy"), "1,2,3");
        gru4j.fails(1, text + ": is not a .npy file", out, check(text, Y, "ntc"));
        gru4j.fails(1, "there is no such file", out, check(folder.resolve("none.npy"), Y, "ntc"));
        gru4j.fails(
                1, "the network has 1 input (input), --check-inputs names 2 files", out, check(X + "," + X, Y, "ntc"));
    }

    @Test
    void takesOneGruByName() throws IOException {
        assertThat(gru4j.run("import", GRU_FILE, "--layer", "encoder.rnn", "--out", out))
                .isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.run("import", GRU_FILE, "--layer", "encoder.rnn.l0", "--out", out))
                .isEqualTo(ExitCodes.DONE);
        Files.delete(out);
        gru4j.fails(1, "encoder.rnn", out, "import", GRU_FILE, "--layer", "decoder", "--out", out);
    }

    @Test
    void checksOnnxWithSeveralLayersInBatches() throws IOException {
        var network = network();
        Path onnx = folder.resolve("m.onnx");
        OnnxExport.write(network, onnx);
        // More sequences than are computed at a time.
        var input = Nd4j.rand(1100, 2, 3);
        Path x = npy("x.npy", input.permute(0, 2, 1).dup('c'));
        Path y = npy("y.npy", network.output(input).permute(0, 2, 1).dup('c'));

        assertThat(gru4j.run(
                        "import",
                        onnx,
                        "--out",
                        out,
                        "--check-inputs",
                        x,
                        "--check-outputs",
                        y,
                        "--check-layout",
                        "ntc"))
                .as(gru4j.err())
                .isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.out()).contains("[1100, 3, 1]", "Agrees");
    }

    @Test
    void saysInOneLineWhyTheTargetCannotBeWritten() throws IOException {
        gru4j.fails(1, "it is a directory", folder, "import", GRU_FILE, "--out", folder);
        Path below = folder.resolve("none/model.zip");
        gru4j.fails(1, "there is no folder " + folder.resolve("none"), below, "import", GRU_FILE, "--out", below);
        Path copy = Files.copy(GRU_FILE, folder.resolve("copy.safetensors"));
        assertThat(gru4j.run("import", copy, "--out", copy)).isEqualTo(ExitCodes.FAILED);
        assertThat(gru4j.err()).contains("it is the file that is read");
        assertThat(copy).hasSameBinaryContentAs(GRU_FILE);
    }

    @Test
    void refusesModelsOfDl4j() throws IOException {
        Path zip = folder.resolve("m.zip");
        ModelSerializer.writeModel(network(), zip.toFile(), true);

        gru4j.fails(1, "is a model of DL4J's already", out, "import", zip, "--out", out);
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        gru4j.fails(
                2, "--check-inputs needs --check-outputs", out, "import", GRU_FILE, "--out", out, "--check-inputs", X);
        gru4j.fails(
                2, "--check-outputs needs --check-inputs", out, "import", GRU_FILE, "--out", out, "--check-outputs", Y);
        gru4j.fails(2, "--check-layout", out, "import", GRU_FILE, "--out", out, "--check-layout", "ntc");
        gru4j.fails(2, "[NTC, TNC, NCT]", out, check(X, Y, "xyz"));
        gru4j.fails(
                2, "--tolerance is -1; valid are numbers from 0", out, with(check(X, Y, "ntc"), "--tolerance", "-1"));
        gru4j.fails(2, "--tolerance is NaN", out, with(check(X, Y, "ntc"), "--tolerance", "NaN"));
        gru4j.fails(2, "--config is for Keras", out, "import", GRU_FILE, "--out", out, "--config", X);
        gru4j.fails(2, "--out", out, "import", GRU_FILE);
        gru4j.fails(2, "FILE", out, "import", "--out", out);
    }

    private Object[] check(Object inputs, Object outputs, String layout) {
        return new Object[] {
            "import",
            GRU_FILE,
            "--out",
            out,
            "--check-inputs",
            inputs,
            "--check-outputs",
            outputs,
            "--check-layout",
            layout
        };
    }

    private static Object[] with(Object[] args, Object... more) {
        var all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private Path npy(String name, INDArray array) throws IOException {
        Path file = folder.resolve(name);
        Npy.write(array, file);
        return file;
    }

    static MultiLayerNetwork network() {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new GRU.Builder().nOut(4).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(2))
                .build());
        network.init();
        return network;
    }
}
