package io.github.gru4j.importer.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes whole files or none: who reads one never meets half of it, and a failed run leaves the old one as it was. */
public final class WholeFiles {

    private WholeFiles() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes everything; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes beside the file and then moves into its place.
     *
     * @throws IOException if the content cannot be written or moved; nothing is left beside the file
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        requireFolder(file, target);
        // Beside the file, because a move is atomic within one file system only.
        // Not createTempFile, whose files their owner alone may read.
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var out = new FileOutputStream(temporary.toFile())) {
                content.writeTo(out);
                out.getFD().sync();
            }
            move(temporary, target);
        } catch (IOException e) {
            // Of the file beside it nobody has heard; as a cause it would be named after all.
            String why = String.valueOf(e.getMessage()).replace(temporary.toString(), "no new file in its folder");
            var failure = new IOException("cannot write " + file + ": " + why);
            failure.addSuppressed(e);
            throw failure;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Says what the system's own message would not. */
    private static void requireFolder(Path file, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("cannot write " + file + ": it is a directory; give a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("cannot write " + file + ": there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write " + file + ": the folder " + folder + " does not let new files in");
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
