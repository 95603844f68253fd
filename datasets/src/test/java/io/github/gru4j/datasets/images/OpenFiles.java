package io.github.gru4j.datasets.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process has open, where the system tells. */
final class OpenFiles {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    static boolean areKnown() {
        return Files.isDirectory(DESCRIPTORS);
    }

    /** Those whose path holds a text. */
    static List<String> with(String text) throws IOException {
        try (var all = Files.list(DESCRIPTORS)) {
            return all.map(OpenFiles::target)
                    .filter(path -> path.contains(text))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // The one of the list itself is closed again.
            return "";
        }
    }
}
