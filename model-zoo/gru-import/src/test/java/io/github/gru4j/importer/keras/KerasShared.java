package io.github.gru4j.importer.keras;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real files of Keras, which lie beside the repository: they are too large, and not ours, to be in it. */
final class KerasShared {

    private KerasShared() {}

    /** Skips the test if the file is not there. */
    static Path file(String name) {
        String stated = System.getProperty("gru4j.shared");
        Path found = stated == null ? null : Path.of(stated, name);
        for (Path folder = Path.of("").toAbsolutePath(); found == null && folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(name);
            found = Files.exists(candidate) ? candidate : null;
        }
        boolean there = found != null && Files.exists(found);
        if (!there) {
            System.out.println(
                    "skipped: no shared/data/" + name + " above " + Path.of("").toAbsolutePath());
        }
        Assumptions.assumeTrue(there, "no shared/data/" + name);
        return found;
    }
}
