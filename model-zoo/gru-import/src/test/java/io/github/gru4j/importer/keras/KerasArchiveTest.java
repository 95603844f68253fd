package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives laid out as Keras 3 and TensorFlow's Keras lay them out. */
class KerasArchiveTest {

    @TempDir
    Path folder;

    @Test
    void weightsGoToTheLayersOfTheConfiguration() throws IOException {
        KerasModel model = KerasFiles.read(archive(KerasWritten.entries(folder)));
        requireAll(model);
        assertThat(model.format()).isEqualTo("Keras 3.6.0, .keras");
    }

    private static void requireAll(KerasModel model) {
        assertThat(model.version()).isEqualTo(3);
        assertThat(firsts(model, "second_gru")).containsExactly(1f, 7f, 10f);
        assertThat(model.weights().get("second_gru").get(0).shape()).containsExactly(2L, 3L);
        assertThat(model.weights().get("second_gru").get(0).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(model.weights().get("second_gru").get(0).name()).isEqualTo("layers/gru/cell/vars/0");
        assertThat(firsts(model, "drop")).isEmpty();
        assertThat(firsts(model, "in")).isEmpty();
        assertThat(firsts(model, "both")).containsExactly(20f, 30f);
        assertThat(model.weights().get("a_gru").get(0).values()).containsExactly(1.5f, 2.5f, -3.5f);
        assertThat(firsts(model, "plain")).containsExactly(40f);
        assertThat(firsts(model, "each")).containsExactly(50f);
        assertThat(firsts(model, "nested")).containsExactly(60f, 61f);
        assertThat(firsts(model, "norm")).containsExactly(70f, 71f, 72f, 73f);
    }

    private static List<Float> firsts(KerasModel model, String layer) {
        return model.weights().get(layer).stream()
                .map(weight -> weight.values()[0])
                .toList();
    }

    /** Keras 3's {@code save_weights}. */
    @Test
    void weightsOfKeras3BesideTheirConfiguration() throws IOException {
        Path weights =
                Files.write(folder.resolve("model.weights.h5"), KerasWritten.hdf5(folder, KerasWritten.arrays()));
        Path config = Files.writeString(folder.resolve("config.json"), KerasWritten.CONFIG);
        requireAll(KerasFiles.read(weights, config));
        assertThatThrownBy(() -> KerasFiles.read(weights))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("only weights");
    }

    /** TensorFlow's Keras 2.12 counted each layer with weights twice. */
    @Test
    void dependenciesWithGaps() throws IOException {
        Map<String, Object> arrays = new LinkedHashMap<>();
        arrays.put("_layer_checkpoint_dependencies/gru/cell/vars/0", new float[] {1});
        arrays.put("_layer_checkpoint_dependencies/gru_2/cell/vars/0", new float[] {2});
        arrays.put("_layer_checkpoint_dependencies/gru_10/cell/vars/0", new float[] {3});
        Map<String, byte[]> entries = KerasWritten.entries(folder);
        entries.put("model.weights.h5", KerasWritten.hdf5(folder, arrays));
        entries.put("metadata.json", "{\"keras_version\": \"2.12.0\"}".getBytes(StandardCharsets.UTF_8));
        entries.put("config.json", """
                {"class_name": "Sequential", "config": {"name": "s", "layers": [
                  {"class_name": "GRU", "config": {"name": "x"}}, {"class_name": "GRU", "config": {"name": "y"}},
                  {"class_name": "GRU", "config": {"name": "z"}}]}}""".getBytes(StandardCharsets.UTF_8));
        KerasModel model = KerasFiles.read(archive(entries));
        assertThat(model.version()).isEqualTo(2);
        assertThat(firsts(model, "x")).containsExactly(1f);
        assertThat(firsts(model, "y")).containsExactly(2f);
        assertThat(firsts(model, "z")).containsExactly(3f);
    }

    @Test
    void weightsOfNoLayerAreAnError() throws IOException {
        Map<String, Object> arrays = KerasWritten.arrays();
        arrays.put("layers/gru_2/cell/vars/0", new float[] {1});
        Map<String, byte[]> entries = KerasWritten.entries(folder);
        entries.put("model.weights.h5", KerasWritten.hdf5(folder, arrays));
        Path file = archive(entries);
        assertThatThrownBy(() -> KerasFiles.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("gru_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside.txt", "/etc/outside.txt", "assets/../../../x", "C:\\outside.txt", "..\\x"})
    void pathsOutOfTheArchive(String name) throws IOException {
        Map<String, byte[]> entries = KerasWritten.entries(folder);
        entries.put(name, new byte[10]);
        Path file = archive(entries);
        assertThatThrownBy(() -> KerasFiles.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.weights.h5", "metadata.json"})
    void missingEntries(String name) throws IOException {
        Map<String, byte[]> entries = KerasWritten.entries(folder);
        entries.remove(name);
        Path file = archive(entries);
        if (name.equals("metadata.json")) {
            assertThat(KerasFiles.read(file).version()).isEqualTo(3);
        } else {
            assertThatThrownBy(() -> KerasFiles.read(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("expected " + name);
        }
    }

    @ParameterizedTest
    @CsvSource({"config.json, 100", "model.weights.h5, 2100"})
    void gigabytesInAFewMegabytes(String name, int size) throws IOException {
        Path file = folder.resolve("bomb.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : KerasWritten.entries(folder).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                if (entry.getKey().equals(name)) {
                    byte[] zeros = new byte[1 << 20];
                    for (int megabytes = 0; megabytes < size; megabytes++) {
                        zip.write(zeros);
                    }
                } else {
                    zip.write(entry.getValue());
                }
            }
        }
        assertThat(Files.size(file)).isLessThan(20 << 20);
        assertThatThrownBy(() -> KerasFiles.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(name + " unpacks to more than");
    }

    @ParameterizedTest
    @CsvSource({
        "GRU, gru",
        "SimpleRNN, simple_rnn",
        "LSTM, lstm",
        "Conv1D, conv1d",
        "MaxPooling1D, max_pooling1d",
        "TimeDistributed, time_distributed",
        "BatchNormalization, batch_normalization",
        "InputLayer, input_layer",
        "SpatialDropout1D, spatial_dropout1d",
        "mine>MyLayer, my_layer"
    })
    void namesOfClasses(String className, String name) {
        assertThat(KerasObjectTree.snakeCase(className)).isEqualTo(name);
    }

    private Path archive(Map<String, byte[]> entries) throws IOException {
        return Files.write(folder.resolve("model.keras"), KerasWritten.archive(entries));
    }
}
