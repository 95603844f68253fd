package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.layer.GRU;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Safetensors files read back by hand. */
final class SafetensorsExportTest {

    /** Where gru4j's gates z, r, n are in PyTorch's r, z, n. */
    private static final int[] PYTORCH_GATE = {1, 0, 2};

    private static final int N_IN = 3;
    private static final int H = 4;

    @TempDir
    private Path folder;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Tensor(List<Long> shape, float[] values) {}

    @Test
    void stackedLayersAreOneModule() throws IOException {
        var network = network(gru(H), gru(H));
        var tensors = written(network);
        assertThat(tensors.keySet())
                .containsExactlyInAnyOrder(
                        "weight_ih_l0",
                        "weight_hh_l0",
                        "bias_ih_l0",
                        "bias_hh_l0",
                        "weight_ih_l1",
                        "weight_hh_l1",
                        "bias_ih_l1",
                        "bias_hh_l1");
        assertThat(tensors.get("weight_ih_l0").shape()).containsExactly(3L * H, (long) N_IN);
        assertThat(tensors.get("bias_hh_l1").shape()).containsExactly(3L * H);
        for (int layer = 0; layer < 2; layer++) {
            var params = network.getLayer(layer).paramTable();
            assertSame(tensors.get("weight_ih_l" + layer), params.get("W"));
            assertSame(tensors.get("weight_hh_l" + layer), params.get("RW"));
            assertSame(tensors.get("bias_ih_l" + layer), params.get("b"));
            assertSame(tensors.get("bias_hh_l" + layer), params.get("rb"));
        }
    }

    @Test
    void backwardDirectionIsReverse() throws IOException {
        var network = network(new Bidirectional(gru(H)));
        var tensors = written(network);
        var params = network.getLayer(0).paramTable();
        assertSame(tensors.get("weight_ih_l0"), params.get("fW"));
        assertSame(tensors.get("weight_hh_l0_reverse"), params.get("bRW"));
        assertSame(tensors.get("bias_hh_l0_reverse"), params.get("brb"));
    }

    @Test
    void layersOfDifferentWidthsAreModulesOfTheirOwn() throws IOException {
        assertThat(written(network(gru(H), gru(2))).keySet())
                .contains("layer0.weight_ih_l0", "layer1.weight_ih_l0")
                .doesNotContain("weight_ih_l1");
    }

    /** What is written comes back as the very same numbers, in networks and layer by layer. */
    @Test
    void importOfTheExportIsIdentical() throws IOException {
        for (var network : List.of(
                network(gru(H)),
                network(gru(H), gru(H), gru(H)),
                network(new Bidirectional(gru(H)), new Bidirectional(gru(H))),
                network(new GRU.Builder().nOut(H).hasBias(false).build()))) {
            network.params().assign(Nd4j.randn(network.params().shape()));
            Path file = folder.resolve("again.safetensors");
            SafetensorsExport.write(network, file);

            var again = (MultiLayerNetwork) PyTorchImport.load(file, "").network();

            assertThat(again.getnLayers()).isEqualTo(network.getnLayers());
            assertThat(again.params()).isEqualTo(network.params());
            SafetensorsExport.write(again, folder.resolve("once-more.safetensors"));
            assertThat(folder.resolve("once-more.safetensors")).hasSameBinaryContentAs(file);
        }
        var two = network(gru(H), gru(2));
        Path file = folder.resolve("two.safetensors");
        SafetensorsExport.write(two, file);
        for (int i = 0; i < 2; i++) {
            var cell = PyTorchImport.gru(file, "layer" + i).get(0).cells().get(0);
            assertThat(cell.w()).isEqualTo(two.getLayer(i).getParam("W"));
            assertThat(cell.rw()).isEqualTo(two.getLayer(i).getParam("RW"));
            assertThat(cell.rb()).isEqualTo(two.getLayer(i).getParam("rb"));
        }
    }

    @Test
    void withoutBiasThereIsNone() throws IOException {
        var layer = new GRU.Builder().nOut(H).hasBias(false).build();
        assertThat(written(network(layer)).keySet()).containsExactlyInAnyOrder("weight_ih_l0", "weight_hh_l0");
    }

    @Test
    void refusesWhatPytorchHasNotAndLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("old.safetensors");
        Files.writeString(file, "old");
        var before = new GRU.Builder().nOut(H).name("early").resetAfter(false).build();
        var relu = new GRU.Builder()
                .nOut(H)
                .name("rough")
                .activation(Activation.RELU)
                .build();
        assertThatThrownBy(() -> SafetensorsExport.write(network(before, relu), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("early")
                .hasMessageContaining("before the recurrent product")
                .hasMessageContaining("rough")
                .hasMessageContaining("relu");
        assertThatThrownBy(() -> SafetensorsExport.write(
                        network(new LSTM.Builder().nOut(H).build()), file))
                .hasMessageContaining("no GRU layer");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static GRU gru(int width) {
        return new GRU.Builder().nOut(width).build();
    }

    private static MultiLayerNetwork network(Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().seed(7).list();
        for (var layer : layers) {
            list.layer(layer);
        }
        var network = new MultiLayerNetwork(
                list.setInputType(InputType.recurrent(N_IN)).build());
        network.init();
        network.params()
                .assign(Nd4j.linspace(1, 2, network.numParams())
                        .reshape(network.params().shape()));
        return network;
    }

    private Map<String, Tensor> written(MultiLayerNetwork network) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        SafetensorsExport.write(network, file);
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var header = new byte[(int) bytes.getLong()];
        assertThat(header.length % 8).isZero();
        bytes.get(header);
        JsonNode json = new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
        var tensors = new TreeMap<String, Tensor>();
        long end = 0;
        for (var names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.equals("__metadata__")) {
                continue;
            }
            JsonNode entry = json.get(name);
            assertThat(entry.get("dtype").asText()).isEqualTo("F32");
            int from = entry.get("data_offsets").get(0).asInt();
            int to = entry.get("data_offsets").get(1).asInt();
            assertThat((long) from).as("tensors without gaps").isEqualTo(end);
            end = to;
            var values = new float[(to - from) / Float.BYTES];
            bytes.slice(8 + header.length + from, to - from)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            var shape = new ArrayList<Long>();
            entry.get("shape").forEach(size -> shape.add(size.asLong()));
            tensors.put(name, new Tensor(shape, values));
        }
        assertThat(Files.size(file)).isEqualTo(8 + header.length + end);
        return tensors;
    }

    /** Element by element: parameter [n, 3H] of gates z, r, n, tensor [3H, n] of gates r, z, n. */
    private static void assertSame(Tensor tensor, INDArray parameter) {
        int rows = (int) parameter.size(0);
        int width = (int) parameter.size(1) / 3;
        assertThat(tensor.values()).hasSize(rows * 3 * width);
        for (int gate = 0; gate < 3; gate++) {
            for (int unit = 0; unit < width; unit++) {
                for (int row = 0; row < rows; row++) {
                    int at = (PYTORCH_GATE[gate] * width + unit) * rows + row;
                    assertThat(tensor.values()[at]).isEqualTo(parameter.getFloat(row, gate * width + unit));
                }
            }
        }
    }
}
