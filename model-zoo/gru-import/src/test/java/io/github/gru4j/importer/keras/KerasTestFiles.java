package io.github.gru4j.importer.keras;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real files beside the repository. */
final class KerasTestFiles {

    private KerasTestFiles() {}

    /** A file of the shared data; the test is skipped if it is not there. */
    static Path shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
            Path file = at.resolveSibling("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        String elsewhere = System.getProperty("gru4j.shared.data");
        Path file = elsewhere == null ? null : Path.of(elsewhere, name);
        assumeTrue(file != null && Files.exists(file), "no ../shared/data/" + name + " beside the repository");
        return file;
    }
}
