package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    private final ModelCommands gru4j = new ModelCommands();

    @TempDir
    Path folder;

    @Test
    void showsLayersShapesOptionsAndParameters() {
        assertThat(gru4j.run("inspect", ModelCommands.fixture("gru.safetensors")))
                .isEqualTo(ExitCodes.DONE);

        assertThat(gru4j.out())
                .contains("PyTorch, safetensors", "encoder.rnn.l0  GRU   [?, ?, 3]  63", "nIn=2 bias=true")
                .contains("1 layer, 63 parameters");
        assertThat(gru4j.err()).isEmpty();
    }

    @Test
    void showsNetworksOfDl4jAndOnnx() throws IOException {
        Path zip = folder.resolve("m.zip");
        Path onnx = folder.resolve("m.onnx");
        gru4j.run("import", ModelCommands.fixture("gru.safetensors"), "--out", zip);
        gru4j.run("export", zip, "--out", onnx);

        assertThat(gru4j.run("inspect", zip)).isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.out()).contains("Deeplearning4j, MultiLayerNetwork", "[?, 3, ?]", "63 parameters");
        assertThat(gru4j.run("inspect", onnx)).isEqualTo(ExitCodes.DONE);
        assertThat(gru4j.out()).contains("ONNX, opset 14", "hidden_size=3", "63 parameters");
    }

    @Test
    void namesEverythingThatCannotBeImportedAndEndsWithThree() throws IOException {
        Path file = folder.resolve("two.safetensors");
        Files.write(
                file,
                safetensors("'a.weight_hh_l0':{'dtype':'F32','shape':[4,1],'data_offsets':[0,16]},"
                        + "'b.weight_hh_l0':{'dtype':'F32','shape':[1,1],'data_offsets':[16,20]}"));

        assertThat(gru4j.run("inspect", file)).isEqualTo(ExitCodes.CLAIM);
        assertThat(gru4j.out())
                .contains("Cannot be imported:", "LSTM: is an LSTM", "(1: a.l0)", "RNN: is an RNN", "(1: b.l0)")
                .contains("--layer NAME: a, b");
        assertThat(gru4j.err()).isEmpty();
    }

    @Test
    void whatNamesHoldDoesNotReachTheTerminal() throws IOException {
        Path file = folder.resolve("odd.safetensors");
        String escape = "\\u001b[31m" + "x".repeat(9000);
        Files.write(
                file, safetensors("'" + escape + ".weight_hh_l0':{'dtype':'F32','shape':[5,1],'data_offsets':[0,20]}"));

        assertThat(gru4j.run("inspect", file)).as(gru4j.err()).isEqualTo(ExitCodes.CLAIM);

        assertThat(gru4j.out()).contains("[31m").doesNotContain("\u001b");
        assertThat(gru4j.out().lines()).allMatch(line -> line.length() < 1500);
    }

    @Test
    void failsInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path cut = Files.write(folder.resolve("cut.zip"), new byte[] {'P', 'K', 3, 4, 0});

        gru4j.fails(1, folder + ": expected a file, found a directory", text, "inspect", folder);
        gru4j.fails(1, "there is no such file", text, "inspect", folder.resolve("none"));
        gru4j.fails(1, text + ": expected a model", text, "inspect", text);
        gru4j.fails(1, "an empty file", text, "inspect", empty);
        gru4j.fails(1, cut + ": is a zip that is cut off", text, "inspect", cut);
        gru4j.fails(2, "FILE", text, "inspect");
        gru4j.fails(2, "takes one FILE only", text, "inspect", text, text);
    }

    private static byte[] safetensors(String entries) {
        byte[] header = ("{" + entries.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + header.length + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
