package io.github.gru4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file that a command is to write. */
final class TargetFile {

    private TargetFile() {}

    /**
     * Finds out before the work what would keep it from being written.
     *
     * @param source that is read and must not be replaced
     */
    static void require(Path target, Path source) throws IOException {
        require(target);
        if (Files.exists(target) && Files.isSameFile(target, source)) {
            throw new IOException("cannot write " + target + ": it is the file that is read; give another one");
        }
    }

    /** Finds out before the work what would keep it from being written. */
    static void require(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("cannot write " + target + ": it is a directory; give a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("cannot write " + target + ": there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write " + target + ": the folder " + folder + " does not let new files in");
        }
    }

    static boolean endsWith(Path file, String extension) {
        Path name = file.getFileName();
        return name != null && name.toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }
}
