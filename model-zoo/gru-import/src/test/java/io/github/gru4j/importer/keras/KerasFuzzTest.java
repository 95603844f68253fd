package io.github.gru4j.importer.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.Fuzz;
import io.github.gru4j.importer.SharedData;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed and cut files end in a model or in an error that names them, soon, and without taking much memory. */
class KerasFuzzTest {

    @TempDir
    Path folder;

    /** Whose blocks have checksums; half of the files get right ones again, as one who means harm would do. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void wholeModelsInHdf5(int superblock) throws Exception {
        byte[] file = withSuperblock(superblock, KerasWritten.wholeModel(folder));
        List<int[]> blocks = checked(file);
        assertThat(blocks).hasSizeGreaterThan(5);
        run("HDF5, superblock " + superblock, Fuzz.FILES, "f.h5", random -> changed(file, random, blocks));
    }

    @Test
    void weightsOfKeras3() throws Exception {
        byte[] weights = KerasWritten.importable(folder).get("model.weights.h5");
        Path config = Files.write(
                folder.resolve("config.json"), KerasWritten.importable(folder).get("config.json"));
        List<int[]> blocks = checked(weights);
        Fuzz.run(
                "weights of Keras 3",
                Fuzz.FILES / 2,
                folder,
                "f.weights.h5",
                random -> changed(weights, random, blocks),
                path -> KerasImport.load(path, config));
    }

    /** Superblock 0, the structure that h5py writes, without checksums; only what is not weights is changed. */
    @Test
    void realHdf5() throws Exception {
        byte[] file = Files.readAllBytes(SharedData.file("keras_circuit_gru/gru_model.h5"));
        int[] places = structure(file).stream().toArray();
        System.out.println("structure: " + places.length + " of " + file.length + " bytes");
        run("HDF5, superblock 0", Fuzz.FILES, "f.h5", random -> Fuzz.damaged(file, random, places));
    }

    @Test
    void archives() throws Exception {
        byte[] file = KerasWritten.archive(KerasWritten.importable(folder));
        run("archives", Fuzz.FILES, "f.keras", random -> Fuzz.damaged(file, random));
    }

    @Test
    void entriesOfArchives() throws Exception {
        Map<String, byte[]> entries = KerasWritten.importable(folder);
        byte[] weights = entries.get("model.weights.h5");
        byte[] config = entries.get("config.json");
        List<int[]> blocks = checked(weights);
        run("entries of archives", Fuzz.FILES, "f.keras", random -> {
            Map<String, byte[]> other = new LinkedHashMap<>(entries);
            if (random.nextInt(3) > 0) {
                other.put("config.json", Fuzz.damaged(config, random));
            } else {
                other.put("model.weights.h5", changed(weights, random, blocks));
            }
            return KerasWritten.archive(other);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    void configurations(String format) throws Exception {
        Path weights = Files.write(
                folder.resolve("w.weights.h5"), KerasWritten.importable(folder).get("model.weights.h5"));
        String yaml = """
                class_name: Sequential
                config:
                - class_name: GRU
                  config: &id001
                    batch_input_shape: !!python/tuple [null, 4, 3]
                    name: gru_1
                    units: 2
                    return_sequences: true
                - {class_name: Dropout, config: {name: drop, rate: 0.5, seed: *id001}}
                - {class_name: Bidirectional, config: {name: b, merge_mode: sum, layer: {class_name: LSTM, config: {units: 1}}}}
                - {class_name: Dense, config: {name: dense, units: 1}}
                keras_version: 3.0.0
                """;
        byte[] file = format.equals("json") ? KerasWritten.importable(folder).get("config.json") : yaml.getBytes(UTF_8);
        Fuzz.run(
                "configurations, " + format,
                Fuzz.FILES,
                folder,
                "f." + format,
                random -> Fuzz.damaged(file, random),
                path -> KerasImport.load(weights, path));
    }

    private void run(String what, int files, String name, Fuzz.Making making) throws Exception {
        Fuzz.run(what, files, folder, name, making, path -> {
            KerasImport.inspect(path);
            if (Fuzz.isBuilt(path)) {
                KerasImport.load(path);
            }
        });
    }

    private static byte[] changed(byte[] file, Random random, List<int[]> blocks) {
        byte[] changed = Fuzz.damaged(file, random);
        return random.nextBoolean() ? withChecksums(changed, file, blocks) : changed;
    }

    /** Versions 2 and 3 of the first block differ in nothing else. */
    private static byte[] withSuperblock(int version, byte[] file) {
        assertThat(file[8])
                .as("version of the superblock as the library writes it")
                .isEqualTo((byte) 2);
        byte[] other = file.clone();
        other[8] = (byte) version;
        int end = 12 + 4 * file[9];
        ByteBuffer.wrap(other)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end, JenkinsLookup3HashLittle.hash(java.util.Arrays.copyOf(other, end)));
        return other;
    }

    private static BitSet structure(byte[] file) {
        BitSet places = new BitSet();
        places.set(0, file.length);
        try (HdfFile hdf = HdfFile.fromBytes(file)) {
            clear(hdf, places);
        }
        return places;
    }

    private static void clear(Group group, BitSet places) {
        for (Node node : group) {
            if (node instanceof Group inner) {
                clear(inner, places);
            } else if (node instanceof ContiguousDataset array && !array.isEmpty()) {
                places.clear((int) array.getDataAddress(), (int) (array.getDataAddress() + array.getSizeInBytes()));
            }
        }
    }

    /** Start and length, checksum included, of the headers of objects. */
    private static List<int[]> checked(byte[] file) {
        List<int[]> blocks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 14 < file.length; at++) {
            if (file[at] == 'O' && file[at + 1] == 'H' && file[at + 2] == 'D' && file[at + 3] == 'R') {
                assertThat(file[at + 5] & 3)
                        .as("bytes of the size as the library writes it")
                        .isEqualTo(2);
                blocks.add(new int[] {at, 14 + bytes.getInt(at + 6)});
            }
        }
        return blocks;
    }

    private static byte[] withChecksums(byte[] changed, byte[] original, List<int[]> blocks) {
        for (int[] block : blocks) {
            int end = block[0] + block[1] - 4;
            if (end + 4 <= changed.length
                    && !java.util.Arrays.equals(changed, block[0], end, original, block[0], end)) {
                byte[] header = java.util.Arrays.copyOfRange(changed, block[0], end);
                ByteBuffer.wrap(changed)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(end, JenkinsLookup3HashLittle.hash(header));
            }
        }
        return changed;
    }
}
