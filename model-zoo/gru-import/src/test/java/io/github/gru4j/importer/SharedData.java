package io.github.gru4j.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real files, which lie in {@code shared/data} beside the repository, or where {@code -Dgru4j.shared.data} says: others made them. */
public final class SharedData {

    private SharedData() {}

    /** A file or folder; the test is skipped, and says so, if it is not there. */
    public static Path file(String name) {
        Path found = find(name);
        boolean there = found != null && Files.exists(found);
        if (!there) {
            System.out.println("skipped: no shared/data/" + name + " beside the repository");
        }
        Assumptions.assumeTrue(there, "no shared/data/" + name + " beside the repository");
        return found;
    }

    private static Path find(String name) {
        String stated = System.getProperty("gru4j.shared.data");
        if (stated != null) {
            return Path.of(stated, name);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
