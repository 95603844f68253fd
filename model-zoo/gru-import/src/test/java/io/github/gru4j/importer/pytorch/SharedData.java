package io.github.gru4j.importer.pytorch;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real files: {@code shared/data} beside the project, or what {@code -Dgru4j.data} names. */
final class SharedData {

    private SharedData() {}

    static Path file(String name) {
        String given = System.getProperty("gru4j.data");
        if (given != null) {
            return existing(Path.of(given, name));
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return existing(Path.of("shared/data", name));
    }

    private static Path existing(Path file) {
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not here");
        return file;
    }
}
