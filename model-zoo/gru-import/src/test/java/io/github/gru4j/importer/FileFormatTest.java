package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatTest {

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0};

    @TempDir
    Path folder;

    @Test
    void tellsFormatsByWhatIsInThemWhateverTheyAreCalled() throws IOException {
        assertThat(of("model.onnx", HDF5)).isEqualTo(FileFormat.KERAS_HDF5);
        assertThat(of("a.h5", zip("metadata.json", "config.json", "model.weights.h5")))
                .isEqualTo(FileFormat.KERAS_ARCHIVE);
        assertThat(of("b.h5", zip("archive/data.pkl", "archive/data/0"))).isEqualTo(FileFormat.TORCH);
        assertThat(of("c.h5", zip("configuration.json", "coefficients.bin"))).isEqualTo(FileFormat.DL4J);
        assertThat(of("d.h5", new byte[] {8, 7, 18, 0})).isEqualTo(FileFormat.ONNX);
        assertThat(of("e.h5", safetensors(2, "{}"))).isEqualTo(FileFormat.SAFETENSORS);
    }

    @Test
    void refusesWhatIsNone() {
        refused(new byte[0], "found an empty file");
        refused("hello, world".getBytes(StandardCharsets.UTF_8), "found none of these");
        refused(new byte[] {8}, "found none of these");
        refused(zip("readme.txt"), "found none of these in it");
        refused(zip("config.json"), "found none of these in it");
        refused(Arrays.copyOf(zip("config.json", "model.weights.h5"), 40), "cut off or damaged");
        refused(Arrays.copyOf(HDF5, 7), "found none of these");
        refused(safetensors(1L << 40, "{}"), "found none of these");
        refused(safetensors(-1, "{}"), "found none of these");
    }

    @Test
    void refusesFoldersAndFilesThatAreNotThere() {
        assertThatThrownBy(() -> FileFormat.of(folder))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(folder + ": ")
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> FileFormat.of(folder.resolve("none")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("no such file");
    }

    private FileFormat of(String name, byte[] bytes) throws IOException {
        return FileFormat.of(Files.write(folder.resolve(name), bytes));
    }

    private void refused(byte[] bytes, String problem) {
        Path file = folder.resolve("refused");
        assertThatThrownBy(() -> of("refused", bytes))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem);
    }

    private static byte[] safetensors(long length, String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }

    private static byte[] zip(String... names) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
