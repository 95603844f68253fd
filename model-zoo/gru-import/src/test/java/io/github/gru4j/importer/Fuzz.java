package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Thousands of damaged files: each ends in a result or in a {@link ModelFormatException} that names the file, soon, without much
 * memory, and with no file written.
 */
public final class Fuzz {

    /** Of each format. */
    public static final int FILES = 5_000;

    private static final int SECONDS = 10;

    /** Taken from the heap for one file. */
    private static final long BYTES = 256L << 20;

    private static final int LONGEST_MESSAGE = 25_000;

    private Fuzz() {}

    /** Makes a file. */
    @FunctionalInterface
    public interface Making {
        byte[] file(Random random) throws Exception;
    }

    /** Reads a file. */
    @FunctionalInterface
    public interface Reading {
        void read(Path file) throws IOException;
    }

    /**
     * Reads many files.
     *
     * @param what they are
     * @param name under which each is written into the folder
     * @param making of each of them
     */
    public static void run(String what, int files, Path folder, String name, Making making, Reading reading)
            throws Exception {
        // Otherwise something else would be wrong with all of them, and the damage never reached.
        assertThat(good(what, files, folder, name, making, reading))
                .as("files that are still good")
                .isBetween(1, files - 1);
    }

    /** Likewise, of files none of which may be read. */
    public static void runRefused(String what, int files, Path folder, String name, Making making, Reading reading)
            throws Exception {
        assertThat(good(what, files, folder, name, making, reading))
                .as("files that are read")
                .isZero();
    }

    private static int good(String what, int files, Path folder, String name, Making making, Reading reading)
            throws Exception {
        long seed = Long.getLong("gru4j.test.seed", System.nanoTime());
        System.out.println("Fuzz, " + what + ": -Dgru4j.test.seed=" + seed);
        var random = new Random(seed);
        var file = Files.createFile(folder.resolve(name));
        var before = listing(folder);
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var thread = Executors.newSingleThreadExecutor(work -> {
            var daemon = new Thread(work, "fuzz");
            daemon.setDaemon(true);
            return daemon;
        });
        int good = 0;
        long slowest = 0;
        long most = 0;
        try {
            for (int i = 0; i < files; i++) {
                String which = what + ", file " + i + " of -Dgru4j.test.seed=" + seed;
                Files.write(file, making.file(random));
                var taken = new long[2];
                Throwable problem = thread.submit(() -> {
                            long bytes = memory.getCurrentThreadAllocatedBytes();
                            long start = System.nanoTime();
                            try {
                                reading.read(file);
                                return null;
                            } catch (Throwable e) {
                                return e;
                            } finally {
                                taken[0] = System.nanoTime() - start;
                                taken[1] = memory.getCurrentThreadAllocatedBytes() - bytes;
                            }
                        })
                        .get(SECONDS, TimeUnit.SECONDS);
                check(which, problem, folder);
                good += problem == null ? 1 : 0;
                slowest = Math.max(slowest, taken[0]);
                most = Math.max(most, taken[1]);
                assertThat(taken[1]).as("bytes taken by " + which).isLessThan(BYTES);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(what + ", -Dgru4j.test.seed=" + seed, e);
        } finally {
            thread.shutdownNow();
        }
        System.out.printf(
                "Fuzz, %s: %d files, %d of them still good, slowest %.0f ms, most %.1f MB%n",
                what, files, good, slowest / 1e6, most / 1e6);
        assertThat(listing(folder)).as("files of the folder").isEqualTo(before);
        Files.delete(file);
        return good;
    }

    private static void check(String which, Throwable problem, Path folder) {
        if (problem == null) {
            return;
        }
        if (!(problem instanceof ModelFormatException)) {
            throw new AssertionError(which, problem);
        }
        // Weights may be told that the changed configuration beside them does not fit.
        assertThat(problem.getMessage()).as(which).startsWith(folder.toString()).hasSizeLessThan(LONGEST_MESSAGE);
    }

    private static List<String> listing(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    /** Every eighth file, by what is in it: to build a network takes ten times as long as to read its file. */
    public static boolean isBuilt(Path file) throws IOException {
        return Arrays.hashCode(Files.readAllBytes(file)) % 8 == 0;
    }

    /** A file cut off, or with some bytes changed. */
    public static byte[] damaged(byte[] good, Random random) {
        var places = new int[good.length];
        Arrays.setAll(places, i -> i);
        return damaged(good, random, places);
    }

    /** As {@link #damaged(byte[], Random)}, with changes at some places only. */
    public static byte[] damaged(byte[] good, Random random, int[] places) {
        if (random.nextInt(8) == 0) {
            return Arrays.copyOf(good, random.nextInt(good.length));
        }
        // Room behind the end, so that every change fits.
        var bytes = Arrays.copyOf(good, good.length + Long.BYTES);
        var little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = places[random.nextInt(places.length)];
            switch (random.nextInt(10)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> little.putInt(at, random.nextBoolean() ? Integer.MIN_VALUE : -1);
                case 4 -> little.putInt(at, Integer.MAX_VALUE - random.nextInt(9));
                case 5 -> little.putLong(at, random.nextBoolean() ? -1L - random.nextInt(3) : 1L << 31);
                case 6 -> little.putLong(at, random.nextInt(good.length));
                case 7 -> little.putShort(at, (short) random.nextInt());
                case 8 -> {
                    // A byte of another place, such as another opcode or tag.
                    bytes[at] = good[random.nextInt(good.length)];
                }
                default -> {
                    // A piece of the file over another one.
                    int length = Math.min(1 + random.nextInt(64), good.length - at);
                    System.arraycopy(good, random.nextInt(good.length - length + 1), bytes, at, length);
                }
            }
        }
        return Arrays.copyOf(bytes, good.length);
    }
}
