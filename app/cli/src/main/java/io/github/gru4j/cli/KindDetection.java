package io.github.gru4j.cli;

import io.github.gru4j.datasets.images.Mnist;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What data may be, by what a file or folder looks like. */
final class KindDetection {

    private static final int GZIP_MAGIC = 0x1f8b;

    /** Of IDX: two zero bytes, the type of the values, the number of dimensions. */
    private static final int UNSIGNED_BYTES = 0x08;

    private KindDetection() {}

    /** At least one kind. */
    static List<DataKind> of(Path data) {
        if (UserDataLoader.isFetchedName(data)) {
            return List.of(DataKind.IMAGES);
        }
        if (Files.isDirectory(data)) {
            return Mnist.isIn(data)
                    ? List.of(DataKind.IMAGES)
                    : List.of(DataKind.TEXT, DataKind.WORDS, DataKind.SEQUENCES);
        }
        if (isIdx(data)) {
            return List.of(DataKind.IMAGES);
        }
        String name =
                data.getFileName() == null ? "" : data.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv")
                ? List.of(DataKind.TEXT, DataKind.WORDS, DataKind.SERIES, DataKind.SEQUENCES)
                : List.of(DataKind.TEXT, DataKind.WORDS, DataKind.SERIES, DataKind.SEQUENCES, DataKind.LANGUAGE_MODEL);
    }

    private static boolean isIdx(Path file) {
        // Who opens a pipe may wait for ever.
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean gzip = (in.read() << Byte.SIZE | in.read()) == GZIP_MAGIC;
            in.reset();
            byte[] magic = (gzip ? new GZIPInputStream(in) : in).readNBytes(3);
            return magic.length == 3 && magic[0] == 0 && magic[1] == 0 && magic[2] == UNSIGNED_BYTES;
        } catch (IOException e) {
            // Who reads it says what is wrong with it.
            return false;
        }
    }
}
