package io.github.gru4j.datasets.images;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that are not in the repository: {@code shared/data} beside it, or what {@code -Dgru4j.shared.data} names. */
public final class SharedFiles {

    private SharedFiles() {}

    /** A file or folder there; without it the test is skipped. */
    public static Path require(String name) {
        var given = System.getProperty("gru4j.shared.data");
        var file = given != null ? Path.of(given, name) : beside(name);
        Assumptions.assumeTrue(
                file != null && Files.exists(file),
                "skipped: no shared/data/" + name + " beside the repository, nor where -Dgru4j.shared.data says");
        return file;
    }

    private static Path beside(String name) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }
}
