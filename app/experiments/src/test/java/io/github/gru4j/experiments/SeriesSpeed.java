package io.github.gru4j.experiments;

import com.sun.management.OperatingSystemMXBean;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceForecaster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast a series trains from disk, compared with the same series in memory: sequences per second in training epochs, with a GRU of 32.
 *
 * <p>{@code SeriesSpeed MEGABYTES SECONDS TURNS SMALL_HEAP LARGE_HEAP}, for instance {@code 2048 30 3 1g 8g}: writes a CSV file of this size,
 * and trains on it in Java processes of their own with the one heap and the other, in turns.
 */
final class SeriesSpeed {

    private static final int BATCH = 64;
    private static final int WINDOW = 24;
    private static final int COLUMNS = 6;
    private static final double WARM_UP = 0.25;

    private SeriesSpeed() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("train")) {
            train(Path.of(args[1]), Double.parseDouble(args[2]));
            return;
        }
        var ratio = compare(
                Integer.parseInt(args[0]), Double.parseDouble(args[1]), Integer.parseInt(args[2]), args[3], args[4]);
        System.out.printf(Locale.ROOT, "on disk : in memory %.2f%n", ratio);
    }

    /** Median speed on disk by median speed in memory. */
    static double compare(int megabytes, double seconds, int turns, String smallHeap, String largeHeap)
            throws IOException, InterruptedException {
        var file = Files.createTempFile("gru4j-speed", ".csv");
        try {
            write(file, (long) megabytes << 20);
            var disk = new ArrayList<Double>();
            var memory = new ArrayList<Double>();
            for (int turn = 0; turn < turns; turn++) {
                disk.add(inProcess(file, seconds, smallHeap, true));
                memory.add(inProcess(file, seconds, largeHeap, false));
            }
            return median(disk) / median(memory);
        } finally {
            Files.delete(file);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Random walks, in the form that such files have: a number of the row, and numbers of some digits. */
    private static void write(Path file, long bytes) throws IOException {
        var random = new Random(1);
        var values = new double[COLUMNS];
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            var line = new StringBuilder("time");
            for (int i = 0; i < COLUMNS; i++) {
                line.append(",c").append(i);
            }
            long written = 0;
            for (int row = 0; written < bytes; row++) {
                line.append('\n');
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
                written += line.length();
                line.setLength(0);
                line.append(row);
                for (int i = 0; i < COLUMNS; i++) {
                    values[i] = 0.999 * values[i] + random.nextInt(2001) - 1000;
                    line.append(',').append(Math.round(1000 * values[i]) / 1000.0);
                }
            }
        }
    }

    private static double inProcess(Path file, double seconds, String heap, boolean onDisk)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SeriesSpeed.class.getName(),
                        "train",
                        file.toString(),
                        String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        System.out.println("-Xmx" + heap + ": " + said);
        if (process.waitFor() != 0 || said.contains("on disk") != onDisk) {
            throw new IOException("expected training " + (onDisk ? "on disk" : "in memory") + ", but: " + said);
        }
        return Double.parseDouble(said.substring(said.lastIndexOf(' ') + 1));
    }

    /** Of all threads: what another process takes does not count. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void train(Path file, double seconds) throws IOException {
        long begin = System.nanoTime();
        var data = SeriesCsvDataset.load(
                new SeriesOptions.Builder()
                        .file(file)
                        .time("time")
                        .target("c0")
                        .window(WINDOW)
                        .build(),
                0);
        double loading = (System.nanoTime() - begin) / 1e9;
        var network = new SequenceForecaster.Builder()
                .features(data.task().inputSize())
                .cell(CellType.GRU)
                .hidden(32)
                .outputs(data.task().outputSize())
                .seed(1)
                .build()
                .init();
        var train = data.train(BATCH, 1);
        begin = System.nanoTime();
        long from = begin;
        long cpu = 0;
        long sequences = 0;
        boolean warm = false;
        double took = 0;
        while (took < seconds) {
            if (!train.hasNext()) {
                train.reset();
            }
            ArrayReclaimer.safepoint();
            network.fit(train.next());
            sequences += BATCH;
            took = (System.nanoTime() - begin) / 1e9;
            if (!warm && took > seconds * WARM_UP) {
                warm = true;
                sequences = 0;
                from = System.nanoTime();
                cpu = cpuNanos();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d sequences, loaded in %.1f s (%.1f MB/s with all baselines); %.3f ms of CPU a sequence; sequences per second %.1f%n",
                data.onDisk() ? "on disk" : "in memory",
                data.task().provenance().train(),
                loading,
                Files.size(file) / 1e6 / loading,
                (cpuNanos() - cpu) / 1e6 / sequences,
                sequences / ((System.nanoTime() - from) / 1e9));
    }
}
