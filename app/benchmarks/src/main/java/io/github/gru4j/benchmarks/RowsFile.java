package io.github.gru4j.benchmarks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Rows in a file: a JSON array. */
final class RowsFile {

    private final Path file;

    /**
     * @throws IOException if nothing can be written there; found out now, not after minutes of measuring
     */
    RowsFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new IOException("cannot write results to " + file + ": it is a directory; give a file");
        }
        try {
            Files.delete(temporary());
        } catch (IOException e) {
            throw new IOException(
                    "cannot write results to " + file + ": its folder takes no files; give one that can be written", e);
        }
    }

    /** All of them or none: a reader never meets half of a file. */
    void write(List<Row> rows) throws IOException {
        var temporary = temporary();
        try {
            var lines = new DefaultPrettyPrinter();
            lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            new ObjectMapper().writer(lines).writeValue(temporary.toFile(), rows);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path temporary() throws IOException {
        return Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp");
    }
}
