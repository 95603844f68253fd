package io.github.gru4j.datasets.text;

import java.nio.file.Path;
import java.util.Locale;

/** Names of files, and their parts. */
final class FileNames {

    private FileNames() {}

    /** Without its folder; that of the folder itself for ".". */
    static String of(Path file) {
        var name = file.toAbsolutePath().normalize().getFileName();
        // A file system's root has none.
        return name == null ? file.toString() : Normalization.NFC.of(name.toString());
    }

    static String base(Path file) {
        var name = of(file);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** In lower case and without the point; empty if there is none. */
    static String extension(Path file) {
        return of(file).substring(base(file).length()).replace(".", "").toLowerCase(Locale.ROOT);
    }
}
