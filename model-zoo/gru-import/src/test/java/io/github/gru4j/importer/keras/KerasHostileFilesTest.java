package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.SharedData;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were made to do harm, and unusual ones that are right. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KerasHostileFilesTest {

    @TempDir
    Path folder;

    @Test
    void wholeModelWithNamesInPieces() throws IOException {
        KerasModel model = KerasFiles.read(Files.write(folder.resolve("w.h5"), KerasWritten.wholeModel(folder)));
        assertThat(model.format()).isEqualTo("Keras 2.2.4, HDF5");
        assertThat(model.weights().get("gru_1")).hasSize(3);
        assertThat(model.weights().get("gru_1").get(2).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(model.weights().get("dense_1").get(0).values()).containsExactly(0.5f, -0.25f);
    }

    /** Names of weights that were saved by another run of the same program. */
    @Test
    void layersByTheirOrder() throws IOException {
        Path file = folder.resolve("order.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", new String[] {"gru_7", "dropout_4", "dense_9"});
            for (String name : new String[] {"gru_7", "dropout_4", "dense_9"}) {
                WritableGroup layer = hdf.putGroup(name);
                if (!name.startsWith("dropout")) {
                    layer.putAttribute("weight_names", new String[] {"k"});
                    layer.putDataset("k", new float[] {name.length()});
                }
            }
        }
        Path config = Files.writeString(folder.resolve("order.json"), """
                {"class_name": "Sequential", "config": [
                  {"class_name": "GRU", "config": {"name": "gru_1"}},
                  {"class_name": "Dropout", "config": {"name": "dropout_1"}},
                  {"class_name": "TimeDistributed", "config": {"name": "t", "layer": {"class_name": "Dense"}}}]}""");
        KerasModel model = KerasFiles.read(file, config);
        assertThat(model.weights().get("gru_1").get(0).values()).containsExactly(5);
        assertThat(model.weights().get("t").get(0).values()).containsExactly(7);
        assertThat(model.format()).isEqualTo("Keras 2, HDF5 weights and JSON, layers by their order");
    }

    /** Packed by a tool afterwards, with chunks that stand out over the edges of the array. */
    @Test
    void chunksPackedAndShuffled() throws IOException {
        float[][] values = new float[37][53];
        float[] flat = new float[37 * 53];
        Random random = new Random(5);
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values[i / 53][i % 53] = random.nextFloat();
        }
        DatasetCreationOptions packed = DatasetCreationOptions.builder()
                .chunkDimensions(10, 20)
                .shuffle()
                .deflate()
                .build();
        DatasetCreationOptions chunked =
                DatasetCreationOptions.builder().chunkDimensions(16, 16).build();
        for (DatasetCreationOptions options : new DatasetCreationOptions[] {packed, chunked}) {
            KerasModel model = KerasFiles.read(oneLayer(hdf -> hdf.putDataset("k", values, options), "k"), config());
            assertThat(model.weights().get("l").get(0).shape()).containsExactly(37L, 53L);
            assertThat(model.weights().get("l").get(0).values()).isEqualTo(flat);
        }
    }

    /** A chunk that unpacks to gigabytes. */
    @Test
    void chunkThatIsTooLarge() throws IOException {
        DatasetCreationOptions packed = DatasetCreationOptions.builder()
                .chunkDimensions(8_000_000)
                .deflate()
                .build();
        Path file = oneLayer(hdf -> hdf.putDataset("k", new float[8_000_000], packed), "k");
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThatThrownBy(() -> KerasFiles.read(file, config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("32000000 bytes");
    }

    @Test
    void whatIsNoNumber() throws IOException {
        Path file = oneLayer(hdf -> hdf.putDataset("k", new String[] {"a", "b"}), "k");
        assertThatThrownBy(() -> KerasFiles.read(file, config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("/l/k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "../k", "", "k/k", "k//k"})
    void namesOfNoArray(String name) throws IOException {
        Path file = oneLayer(hdf -> hdf.putDataset("k", new float[3]), "k", name);
        assertThatThrownBy(() -> KerasFiles.read(file, config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString());
    }

    /** One array under a hundred thousand names would be as many arrays in memory. */
    @Test
    void oneArrayAgainAndAgain() throws IOException {
        String[] names = new String[1_000];
        Path file = folder.resolve("again.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            Arrays.setAll(names, i -> "l" + i);
            hdf.putAttribute("layer_names", names);
            for (String name : names) {
                WritableGroup layer = hdf.putGroup(name);
                layer.putAttribute("weight_names", new String[] {"k"});
                layer.putDataset("k", name.equals("l0") ? new float[1_000_000] : new float[1]);
            }
        }
        // All groups become the first one: their addresses are replaced in the links of the root.
        byte[] bytes = Files.readAllBytes(file);
        long first;
        long[] addresses = new long[names.length];
        try (HdfFile hdf = HdfFile.fromBytes(bytes)) {
            first = hdf.getChild("l0").getAddress();
            for (int i = 0; i < names.length; i++) {
                addresses[i] = hdf.getChild(names[i]).getAddress();
            }
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.sort(addresses);
        int start = Math.toIntExact(WritableHdfFile.ROOT_GROUP_ADDRESS);
        int end = checked(buffer, start);
        int replaced = 0;
        for (int at = start; at <= end - 12; at++) {
            if (Arrays.binarySearch(addresses, buffer.getLong(at)) >= 0) {
                buffer.putLong(at, first);
                replaced++;
            }
        }
        assertThat(replaced).isEqualTo(names.length);
        withChecksum(bytes, start, end);
        Files.write(file, bytes);
        assertThatThrownBy(() -> KerasFiles.read(file, config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("can hold");
    }

    /** Dimensions are refused before memory is taken for them. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 62, -1, Integer.MAX_VALUE, 1_000_000})
    void hugeDimensions(long dimension) throws IOException {
        Path file = oneLayer(hdf -> hdf.putDataset("k", new float[1237]), "k");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int replaced = 0;
        for (int at = 0; at + 8 < bytes.length; at++) {
            if (buffer.getLong(at) == 1237) {
                buffer.putLong(at, dimension);
                replaced++;
            }
        }
        assertThat(replaced).isPositive();
        for (int at = 0; at + 4 < bytes.length; at++) {
            if (buffer.getInt(at) == 0x5244484f) {
                withChecksum(bytes, at, checked(buffer, at));
            }
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> KerasFiles.read(file, config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .message()
                .containsAnyOf("expected at most 1073741824 numbers", "can hold", "overflow", "ends at");
    }

    /** A hundred blocks, each twice before the next: more ways than there are atoms. */
    @Test
    void referencesThatBranchWithoutEnd() throws IOException {
        Path real = SharedData.file("keras_circuit_gru/gru_model.h5");
        byte[] bytes = Files.readAllBytes(real);
        int nodes = 100;
        int start = (bytes.length + 7) / 8 * 8;
        int nodeBytes = 8 + 16 + 8 * (2 * 32 + 1);
        byte[] longer = Arrays.copyOf(bytes, start + nodes * nodeBytes);
        ByteBuffer buffer = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
        for (int node = 0; node < nodes; node++) {
            int at = start + node * nodeBytes;
            buffer.position(at);
            buffer.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte)
                    Math.max(0, nodes - 1 - node));
            buffer.putShort((short) (node == nodes - 1 ? 0 : 2)).putLong(-1).putLong(-1);
            for (int child = 0; child < 2; child++) {
                buffer.putLong(0).putLong(at + nodeBytes);
            }
        }
        // The symbol table entry of the root, which older files keep in their first block, and its message.
        long tree = -1;
        for (int at = 0; at + 8 < bytes.length; at++) {
            if (bytes[at] == 'T' && bytes[at + 1] == 'R' && bytes[at + 2] == 'E' && bytes[at + 3] == 'E') {
                tree = at;
                break;
            }
        }
        int replaced = 0;
        for (int at = 0; at + 8 < bytes.length; at++) {
            if (buffer.getLong(at) == tree) {
                buffer.putLong(at, start);
                replaced++;
            }
        }
        assertThat(replaced).isPositive();
        Path file = Files.write(folder.resolve("tree.h5"), longer);
        assertThatThrownBy(() -> KerasFiles.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("again and again");
    }

    @Test
    void configurationsWithoutBottom() throws IOException {
        Path weights = oneLayer(hdf -> hdf.putDataset("k", new float[3]), "k");
        String brackets = String.join("", Collections.nCopies(100_000, "["));
        Path json = Files.writeString(folder.resolve("deep.json"), brackets);
        Path yaml = Files.writeString(folder.resolve("deep.yaml"), brackets);
        for (Path config : new Path[] {json, yaml}) {
            assertThatThrownBy(() -> KerasFiles.read(weights, config))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(config.toString());
        }
    }

    @Test
    void yamlThatMultiplies() throws IOException {
        StringBuilder text = new StringBuilder("class_name: Sequential\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, before)) + "]\n");
        }
        text.append("config: [*a11]\n");
        Path weights = oneLayer(hdf -> hdf.putDataset("k", new float[3]), "k");
        Path yaml = Files.writeString(folder.resolve("bomb.yaml"), text);
        assertThatThrownBy(() -> KerasFiles.read(weights, yaml))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("more than 1000000 values");
    }

    /** Python's writer marks lists that occur twice, and says which lists were tuples. */
    @Test
    void yamlOfPython() throws IOException {
        Path weights = oneLayer(hdf -> hdf.putDataset("k", new float[3]), "k");
        Path yaml = Files.writeString(folder.resolve("m.yml"), """
                backend: tensorflow
                class_name: Sequential
                config:
                - class_name: GRU
                  config:
                    activation: tanh
                    batch_input_shape: &id001 !!python/tuple [null, 12, 1]
                    again: *id001
                    dropout: 1.0e-3
                    go_backwards: false
                    name: l
                    units: 64
                keras_version: 2.1.4
                """);
        KerasModel model = KerasFiles.read(weights, yaml);
        var settings = model.config().path("config").path(0).path("config");
        assertThat(settings.path("batch_input_shape").path(1).asInt()).isEqualTo(12);
        assertThat(settings.path("batch_input_shape").path(0).isNull()).isTrue();
        assertThat(settings.path("again")).isEqualTo(settings.path("batch_input_shape"));
        assertThat(settings.path("dropout").asDouble()).isEqualTo(1e-3);
        assertThat(settings.path("go_backwards").isBoolean()).isTrue();
        assertThat(settings.path("units").asInt()).isEqualTo(64);
        assertThat(model.format()).isEqualTo("Keras 2.1.4, HDF5 weights and YAML");
    }

    @Test
    void whatIsNotOfKeras() throws IOException {
        Map<Path, String> files = Map.of(
                Files.writeString(folder.resolve("text.h5"), "Hello, this is no model"),
                "expected HDF5 or a .keras archive",
                Files.createFile(folder.resolve("empty.h5")),
                "expected HDF5 or a .keras archive",
                folder,
                "a directory",
                folder.resolve("missing.h5"),
                "no such file",
                Files.write(folder.resolve("other.h5"), KerasWritten.hdf5(folder, Map.of("a/b", new float[1]))),
                "HDF5 that Keras did not write",
                Files.write(folder.resolve("zip.keras"), KerasWritten.archive(Map.of("a.txt", new byte[1]))),
                "expected config.json in the archive, found [a.txt]");
        for (Map.Entry<Path, String> file : files.entrySet()) {
            assertThatThrownBy(() -> KerasFiles.read(file.getKey()))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(file.getKey().toString())
                    .hasMessageContaining(file.getValue());
        }
    }

    private Path config() throws IOException {
        return Files.writeString(
                folder.resolve("config.json"),
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"l\"}}]}");
    }

    private Path oneLayer(Putting array, String... names) throws IOException {
        Path file = folder.resolve("one.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", new String[] {"l"});
            WritableGroup layer = hdf.putGroup("l");
            layer.putAttribute("weight_names", names);
            array.put(layer);
        }
        return file;
    }

    /** The end of an object's header, checksum included. */
    private static int checked(ByteBuffer bytes, int start) {
        assertThat(bytes.getInt(start)).isEqualTo(0x5244484f);
        return start + 14 + bytes.getInt(start + 6);
    }

    private static void withChecksum(byte[] bytes, int start, int end) {
        int sum = JenkinsLookup3HashLittle.hash(Arrays.copyOfRange(bytes, start, end - 4));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(end - 4, sum);
    }

    @FunctionalInterface
    private interface Putting {
        WritableNode put(WritableGroup layer);
    }
}
