package io.github.gru4j.importer;

import io.github.gru4j.importer.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads every file of a folder, in a machine with little memory that {@link HostileFilesTest} starts. */
public final class HostileFilesMain {

    private static final long STACK_BYTES = 512 << 10;

    /** How the names of files begin whose problem an inspection reports. */
    static final String INSPECTED = "inspected-";

    private HostileFilesMain() {}

    /** Prints a line for each file and each way to read it: its name, milliseconds, the class of the error, the message. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var weights = Path.of(args[1]);
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json") || name.endsWith(".yaml")) {
                    report(name, () -> KerasImport.load(weights, file));
                } else if (name.endsWith(".npy")) {
                    report(name, () -> Npy.read(file));
                } else {
                    if (!name.startsWith(INSPECTED)) {
                        report(name, () -> ModelFiles.inspect(file));
                    }
                    report(name, () -> ModelFiles.load(file));
                }
            }
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void report(String name, Reading reading) throws InterruptedException {
        long start = System.nanoTime();
        var found = new String[] {"none", "nothing was wrong"};
        var thread = new Thread(
                null,
                () -> {
                    try {
                        reading.read();
                    } catch (Throwable e) {
                        found[0] = e.getClass().getSimpleName();
                        found[1] = e.getMessage();
                    }
                },
                "read",
                STACK_BYTES);
        thread.start();
        thread.join();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("READ\t" + name + "\t" + millis + "\t" + found[0] + "\t"
                + String.valueOf(found[1]).replace('\n', ' '));
    }
}
