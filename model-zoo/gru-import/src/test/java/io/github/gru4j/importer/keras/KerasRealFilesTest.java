package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Keras 1, 2, TensorFlow's Keras and Keras 3 wrote for others. */
class KerasRealFilesTest {

    @TempDir
    Path folder;

    @Test
    void keras2StackedGru() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras_traffic_flow/gru.h5"));
        assertThat(model.format()).isEqualTo("Keras 2.1.4, HDF5");
        assertThat(model.version()).isEqualTo(2);
        assertThat(model.config().path("class_name").asText()).isEqualTo("Sequential");
        List<String> names = KerasConfigurations.layerNames(model.config());
        assertThat(shapes(model, names.get(0))).containsExactly(List.of(1L, 192L), List.of(64L, 192L), List.of(192L));
        assertThat(shapes(model, names.get(1))).containsExactly(List.of(64L, 192L), List.of(64L, 192L), List.of(192L));
        assertThat(model.weights().get(names.get(2))).isEmpty();
        assertThat(shapes(model, names.get(3))).containsExactly(List.of(64L, 1L), List.of(1L));
        assertThat(model.weights().get(names.get(0)).get(0).name()).endsWith("/kernel:0");
    }

    @Test
    void keras2StackedLstm() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras_traffic_flow/lstm.h5"));
        List<String> names = KerasConfigurations.layerNames(model.config());
        assertThat(shapes(model, names.get(0))).containsExactly(List.of(1L, 256L), List.of(64L, 256L), List.of(256L));
        // Keras starts forget gates at 1, and training does not take them far from it.
        float[] bias = model.weights().get(names.get(0)).get(2).values();
        double forget = 0;
        for (int i = 64; i < 128; i++) {
            forget += bias[i] / 64;
        }
        assertThat(forget).isCloseTo(1, within(0.3));
    }

    @Test
    void tensorflowsKerasWithResetAfter() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras_circuit_gru/gru_model.h5"));
        assertThat(model.format()).isEqualTo("Keras 2.3.0-tf, HDF5");
        assertThat(model.version()).isEqualTo(2);
        List<List<List<Long>>> grus = new ArrayList<>();
        for (String name : KerasConfigurations.layerNames(model.config())) {
            if (name.startsWith("gru")) {
                grus.add(shapes(model, name));
            }
        }
        assertThat(grus).hasSize(3);
        assertThat(grus.get(0)).containsExactly(List.of(2L, 150L), List.of(50L, 150L), List.of(2L, 150L));
    }

    @Test
    void functionalWithEmbedding() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras_imdb_embedding_gru/gru.h5"));
        assertThat(model.format()).isEqualTo("Keras 2.0.4, HDF5");
        assertThat(model.config().path("class_name").asText()).isEqualTo("Model");
        assertThat(all(model)).contains(List.of(5000L, 50L), List.of(50L, 150L), List.of(150L), List.of(50L, 2L));
    }

    @Test
    void bidirectionalForwardFirst() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras_medaka_bigru/r941_flip_model.hdf5"));
        assertThat(model.format()).isEqualTo("Keras 2.1.5, HDF5");
        String name = KerasConfigurations.layerNames(model.config()).get(0);
        assertThat(shapes(model, name))
                .containsExactly(
                        List.of(10L, 384L),
                        List.of(128L, 384L),
                        List.of(384L),
                        List.of(10L, 384L),
                        List.of(128L, 384L),
                        List.of(384L));
        assertThat(model.weights().get(name).get(0).name()).contains("forward");
        assertThat(model.weights().get(name).get(3).name()).contains("backward");
    }

    @Test
    void keras3InHdf5() throws ModelFormatException {
        KerasModel model = KerasFiles.read(SharedData.file("keras3_crop_bigru/bigru_model.h5"));
        assertThat(model.format()).isEqualTo("Keras 3.9.0, HDF5");
        assertThat(model.version()).isEqualTo(3);
        assertThat(all(model))
                .contains(
                        List.of(6L, 192L), List.of(64L, 192L), List.of(2L, 192L), List.of(128L, 96L), List.of(2L, 96L));
        for (String name : KerasConfigurations.layerNames(model.config())) {
            assertThat(model.weights()).containsKey(name);
        }
    }

    @Test
    void keras1WeightsBesideConfiguration() throws Exception {
        Path weights = SharedData.file("keras1_weights_only_crnn/music_tagger_crnn_weights_tensorflow.h5");
        HdfSource source = HdfSource.open(weights);
        StringBuilder layers = new StringBuilder();
        StringBuilder yaml = new StringBuilder("class_name: Sequential\nkeras_version: 1.2.2\nconfig:\n");
        for (String name : source.texts(source.root(), "layer_names")) {
            layers.append(layers.isEmpty() ? "" : ",")
                    .append("{\"class_name\": \"Any\", \"config\": {\"name\": \"" + name
                            + "\", \"init\": \"uniform\"}}");
            yaml.append("- class_name: Any\n  config: {name: " + name + "}\n");
        }
        Path json = Files.writeString(
                folder.resolve("model.json"), "{\"class_name\": \"Sequential\", \"config\": [" + layers + "]}");
        KerasModel model = KerasFiles.read(weights, json);
        assertThat(model.version()).isEqualTo(1);
        assertThat(model.format()).isEqualTo("Keras 1, HDF5 weights and JSON");
        assertThat(shapes(model, "gru1"))
                .containsExactly(
                        List.of(128L, 32L),
                        List.of(32L, 32L),
                        List.of(32L),
                        List.of(128L, 32L),
                        List.of(32L, 32L),
                        List.of(32L),
                        List.of(128L, 32L),
                        List.of(32L, 32L),
                        List.of(32L));
        assertThat(model.weights().get("gru1").stream().map(KerasModel.Weight::name))
                .allMatch(name -> name.matches("gru1_[WUb]_[zrh](:0)?"));

        KerasModel same = KerasFiles.read(weights, Files.writeString(folder.resolve("model.yaml"), yaml));
        assertThat(same.format()).isEqualTo("Keras 1.2.2, HDF5 weights and YAML");
        assertThat(same.weights().get("gru2").get(3).values())
                .isEqualTo(model.weights().get("gru2").get(3).values());

        Path other = Files.writeString(
                folder.resolve("other.json"),
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"GRU\", \"config\": {\"name\": \"mine\"}}]}");
        assertThatThrownBy(() -> KerasFiles.read(weights, other))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("[mine]");
        assertThatThrownBy(() -> KerasFiles.read(weights))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("only weights")
                .hasMessageContaining("configuration");
    }

    private static List<List<Long>> shapes(KerasModel model, String layer) {
        return model.weights().get(layer).stream().map(KerasModel.Weight::shape).toList();
    }

    private static List<List<Long>> all(KerasModel model) {
        return model.weights().values().stream()
                .flatMap(List::stream)
                .map(KerasModel.Weight::shape)
                .toList();
    }
}
