package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads what Keras writes: HDF5 of all its versions, {@code .keras} archives, and weights beside a configuration.
 *
 * <p>Files are not trusted: sizes are checked before memory is taken, nothing is written, and whatever goes wrong becomes a
 * {@link ModelFormatException}.
 */
final class KerasFiles {

    private KerasFiles() {}

    /**
     * A whole model.
     *
     * @param file HDF5 with a configuration inside, or a {@code .keras} archive
     */
    static KerasModel read(Path file) throws ModelFormatException {
        return guarded(file, () -> {
            byte[] start = start(file);
            if (isZip(start)) {
                return KerasArchive.read(file);
            }
            requireHdf5(file, start);
            return KerasHdf5.read(file, HdfSource.open(file));
        });
    }

    /**
     * Weights that were saved without their model.
     *
     * @param weights HDF5, or a whole model whose own configuration is not wanted
     * @param configuration of the model, in JSON or YAML as {@code to_json} and {@code to_yaml} write it
     */
    static KerasModel read(Path weights, Path configuration) throws ModelFormatException {
        JsonNode config = guarded(configuration, () -> KerasConfigurations.read(configuration));
        String format = KerasConfigurations.isYaml(configuration) ? "YAML" : "JSON";
        return guarded(weights, () -> {
            byte[] start = start(weights);
            if (isZip(start)) {
                return KerasArchive.read(weights, config, format);
            }
            requireHdf5(weights, start);
            return KerasHdf5.read(weights, HdfSource.open(weights), config, format);
        });
    }

    private static byte[] start(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ModelFormatException(
                    file,
                    "expected a file of Keras (.h5, .hdf5 or .keras), found a directory; a SavedModel cannot be read,"
                            + " save the model as .keras or .h5");
        }
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    private static boolean isZip(byte[] start) {
        return start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    }

    private static void requireHdf5(Path file, byte[] start) throws ModelFormatException {
        byte[] signature = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        if (!java.util.Arrays.equals(start, signature)) {
            throw new ModelFormatException(
                    file, "expected HDF5 or a .keras archive, found neither's signature at the start of the file");
        }
    }

    /** Libraries answer broken files with exceptions of every kind, and endless references with an overflow of the stack. */
    private static <T> T guarded(Path file, Reading<T> reading) throws ModelFormatException {
        try {
            return reading.read();
        } catch (ModelFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(file, "no such file", e);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(file, "broken or cut off: " + innermost(e), e);
        } catch (StackOverflowError e) {
            throw new ModelFormatException(file, "broken: its parts refer to each other without end", e);
        } catch (OutOfMemoryError e) {
            throw new ModelFormatException(file, "does not fit into memory; give Java more with -Xmx", e);
        }
    }

    private static String innermost(Throwable problem) {
        Throwable innermost = problem;
        for (int depth = 0; depth < 100 && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
