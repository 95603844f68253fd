package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.DataFiles;
import java.nio.file.Path;
import java.util.Locale;

/** Names of files, and their parts. */
final class FileNames {

    private FileNames() {}

    /** Without its folder; that of the folder itself for ".". */
    static String of(Path file) {
        return Normalization.NFC.of(DataFiles.name(file));
    }

    static String base(Path file) {
        return Normalization.NFC.of(DataFiles.stem(file));
    }

    /** In lower case and without the point; empty if there is none. */
    static String extension(Path file) {
        return of(file).substring(base(file).length()).replace(".", "").toLowerCase(Locale.ROOT);
    }
}
