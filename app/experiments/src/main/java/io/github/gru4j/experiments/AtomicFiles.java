package io.github.gru4j.experiments;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Writes whole files or none: a reader, or a crash, never meets half of one. */
public final class AtomicFiles {

    /** A file is being written for less long than this. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private AtomicFiles() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes everything; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** As {@link #write(Path, Content)}, with text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes beside the file and then moves into its place. If writing fails, the old file stays as it was and nothing
     * is left beside it.
     *
     * @throws IOException if the content cannot be written or moved
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        // Beside the file, because a move is atomic within one file system only.
        // Not createTempFile, whose files their owner alone may read.
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var out = new FileOutputStream(temporary.toFile())) {
                content.writeTo(out);
                out.getFD().sync();
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Deletes what processes that were killed while they wrote a file have left beside it. */
    public static void sweep(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Instant before = Instant.now().minus(LEFT_BEHIND);
        try (var found = Files.newDirectoryStream(target.getParent(), other -> {
            String name = other.getFileName().toString();
            return name.startsWith("." + target.getFileName() + ".") && name.endsWith(".tmp");
        })) {
            for (Path left : found) {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(before)) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
