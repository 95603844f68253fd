package io.github.gru4j.datasets.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are gone when the JVM is. */
final class TemporaryFiles {

    private TemporaryFiles() {}

    static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static Path make() throws IOException {
        try {
            var file = Files.createTempFile("gru4j-series", ".tmp");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw full(e);
        }
    }

    /** What to do when one cannot be written. */
    static IOException full(IOException e) {
        return new IOException(
                "cannot write the series to " + folder() + " (" + e.getMessage()
                        + "): make room there, name another folder with -Djava.io.tmpdir, or give Java more memory with -Xmx",
                e);
    }
}
