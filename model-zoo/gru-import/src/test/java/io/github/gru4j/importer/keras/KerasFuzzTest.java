package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.SharedData;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed and cut files end in a model or in an error that names them, soon, and without taking much memory. */
class KerasFuzzTest {

    private static final long SEED = Long.getLong("gru4j.fuzz.seed", 20_240_517L);

    private static final int SECONDS = 5;

    /** Of one file; three times what the largest of them may unpack to. */
    private static final long BYTES = 256L << 20;

    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        reader.shutdownNow();
    }

    /** Whose blocks have checksums; half of the files get right ones again, as one who means harm would do. */
    @Test
    void wholeModelsInHdf5() throws Exception {
        byte[] file = KerasWritten.wholeModel(folder);
        byte[] weights = KerasWritten.hdf5(folder, KerasWritten.arrays());
        Path config = Files.writeString(folder.resolve("config.json"), KerasWritten.CONFIG);
        List<int[]> blocks = checked(file);
        assertThat(blocks).hasSizeGreaterThan(5);
        run(
                "HDF5 with checksums",
                4_000,
                "f.h5",
                (random, i) -> {
                    byte[] changed = changed(file, random, every(file));
                    return random.nextBoolean() ? withChecksums(changed, file, blocks) : changed;
                },
                KerasFiles::read);
        List<int[]> blocksOfWeights = checked(weights);
        run(
                "weights of Keras 3",
                2_000,
                "f.weights.h5",
                (random, i) -> {
                    byte[] changed = changed(weights, random, every(weights));
                    return withChecksums(changed, weights, blocksOfWeights);
                },
                path -> KerasFiles.read(path, config));
    }

    /** The structure that h5py writes, without checksums; only what is not weights is changed. */
    @Test
    void realHdf5() throws Exception {
        byte[] file = Files.readAllBytes(SharedData.file("keras_circuit_gru/gru_model.h5"));
        BitSet structure = structure(file);
        int[] places = structure.stream().toArray();
        System.out.println("structure: " + places.length + " of " + file.length + " bytes");
        run("HDF5 of h5py", 5_000, "f.h5", (random, i) -> changed(file, random, places), KerasFiles::read);
    }

    @Test
    void archives() throws Exception {
        Map<String, byte[]> entries = KerasWritten.entries(folder);
        byte[] file = KerasWritten.archive(entries);
        run("archives", 3_000, "f.keras", (random, i) -> changed(file, random, every(file)), KerasFiles::read);
        byte[] weights = entries.get("model.weights.h5");
        byte[] config = entries.get("config.json");
        List<int[]> blocks = checked(weights);
        run(
                "entries of archives",
                3_000,
                "f.keras",
                (random, i) -> {
                    Map<String, byte[]> other = new LinkedHashMap<>(entries);
                    if (random.nextInt(3) == 0) {
                        other.put("config.json", changed(config, random, every(config)));
                    } else {
                        other.put(
                                "model.weights.h5",
                                withChecksums(changed(weights, random, every(weights)), weights, blocks));
                    }
                    return KerasWritten.archive(other);
                },
                KerasFiles::read);
    }

    @Test
    void configurations() throws Exception {
        Path weights = Files.write(
                folder.resolve("w.weights.h5"),
                KerasWritten.hdf5(folder, Map.of("layers/gru/cell/vars/0", new float[] {1})));
        String yaml = """
                class_name: Sequential
                config:
                - class_name: GRU
                  config: &id001
                    batch_input_shape: !!python/tuple [null, 12, 1]
                    name: gru_1
                - {class_name: Dropout, config: {name: drop, seed: *id001}}
                keras_version: 2.1.4
                """;
        byte[] file = yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        run(
                "YAML",
                1_000,
                "f.yaml",
                (random, i) -> changed(file, random, every(file)),
                path -> KerasFiles.read(weights, path));
    }

    private void run(String what, int cases, String name, Making making, Reading reading) throws Exception {
        System.out.println(what + ": seed " + SEED);
        Random random = new Random(SEED);
        Path file = folder.resolve(name);
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int models = 0;
        int errors = 0;
        long slowest = 0;
        long largest = 0;
        for (int i = 0; i < cases; i++) {
            Files.write(file, making.file(random, i));
            long[] taken = new long[2];
            Throwable problem = reader.submit(() -> {
                        long before = memory.getCurrentThreadAllocatedBytes();
                        long start = System.nanoTime();
                        try {
                            reading.read(file);
                            return null;
                        } catch (Throwable e) {
                            return e;
                        } finally {
                            taken[0] = System.nanoTime() - start;
                            taken[1] = memory.getCurrentThreadAllocatedBytes() - before;
                        }
                    })
                    .get(SECONDS, TimeUnit.SECONDS);
            slowest = Math.max(slowest, taken[0]);
            largest = Math.max(largest, taken[1]);
            if (problem == null) {
                models++;
            } else {
                errors++;
                if (!(problem instanceof ModelFormatException)) {
                    throw new AssertionError(what + ", seed " + SEED + ", case " + i, problem);
                }
                // Weights may be told that the changed configuration does not fit them.
                assertThat(problem.getMessage()).as(what + " case " + i).startsWith(folder.toString());
                assertThat(problem.getMessage().length())
                        .as(what + " case " + i)
                        .isLessThan(3_000);
            }
            assertThat(taken[1]).as("bytes taken in case " + i + " of " + what).isLessThan(BYTES);
        }
        System.out.printf(
                "%s: %d models, %d errors, slowest %.0f ms, most %.1f MB%n",
                what, models, errors, slowest / 1e6, largest / 1e6);
        assertThat(errors).isGreaterThan(cases / 20);
    }

    private static byte[] changed(byte[] original, Random random, int[] places) {
        byte[] file = original.clone();
        if (random.nextInt(10) == 0) {
            return java.util.Arrays.copyOf(file, random.nextInt(file.length));
        }
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int times = 1 + random.nextInt(3);
        for (int t = 0; t < times; t++) {
            int at = Math.min(places[random.nextInt(places.length)], file.length - 8);
            switch (random.nextInt(9)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt();
                case 2 -> bytes.putInt(at, Integer.MIN_VALUE);
                case 3 -> bytes.putInt(at, Integer.MAX_VALUE - random.nextInt(9));
                case 4 -> bytes.putLong(at, -1L - random.nextInt(3));
                case 5 ->
                    bytes.putLong(at, bytes.getLong(Math.min(places[random.nextInt(places.length)], file.length - 8)));
                case 6 -> bytes.putLong(at, random.nextInt(file.length));
                case 7 -> file[at] += (byte) (random.nextBoolean() ? 1 : -1);
                default -> bytes.putShort(at, (short) random.nextInt());
            }
        }
        return file;
    }

    private static int[] every(byte[] file) {
        return java.util.stream.IntStream.range(0, file.length).toArray();
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

    @FunctionalInterface
    private interface Making {
        byte[] file(Random random, int i) throws IOException;
    }

    @FunctionalInterface
    private interface Reading {
        void read(Path file) throws ModelFormatException;
    }
}
