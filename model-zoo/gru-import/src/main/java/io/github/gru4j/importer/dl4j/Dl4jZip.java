package io.github.gru4j.importer.dl4j;

import io.github.gru4j.importer.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The two entries of a zip of {@code ModelSerializer} that are read; of the others not even the names are looked at. */
final class Dl4jZip implements Closeable {

    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";

    /** DL4J writes some kilobytes for each layer. */
    private static final int CONFIGURATION_BYTES = 16 << 20;

    /** Trained parameters hardly shrink; those of a network that was never trained may. */
    private static final long RATIO = 100;

    private static final long ALWAYS_UNPACKED = 64L << 20;

    private final Path file;
    private final ZipFile zip;

    Dl4jZip(Path file) throws IOException {
        this.file = file;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new ModelFormatException(
                    file, "is not a whole zip, as DL4J's ModelSerializer writes: " + e.getMessage(), e);
        }
    }

    String configuration() throws IOException {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[1 << 16];
        try (var in = open(CONFIGURATION)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (out.size() + n > CONFIGURATION_BYTES) {
                    throw new ModelFormatException(
                            file, CONFIGURATION + " in it unpacks to more than " + CONFIGURATION_BYTES + " bytes");
                }
                out.write(buffer, 0, n);
            }
        } catch (ModelFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelFormatException(file, CONFIGURATION + " in it is damaged: " + e.getMessage(), e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The parameters' entry, to be closed. */
    InputStream coefficients() throws IOException {
        return new BufferedInputStream(open(COEFFICIENTS), 1 << 16);
    }

    /** What the entries may unpack to. */
    long budget() throws IOException {
        return ALWAYS_UNPACKED + RATIO * Files.size(file);
    }

    private InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ModelFormatException(
                    file, "has no " + name + " in it; expected a zip that DL4J's ModelSerializer wrote");
        }
        try {
            return zip.getInputStream(entry);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFormatException(file, name + " in it is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
