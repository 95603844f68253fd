package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.IOException;
import java.nio.file.Files;
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
        return UntrustedFiles.read(file, () -> {
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
        JsonNode config = UntrustedFiles.read(configuration, () -> KerasConfigurations.read(configuration));
        String format = KerasConfigurations.isYaml(configuration) ? "YAML" : "JSON";
        return UntrustedFiles.read(weights, () -> {
            byte[] start = start(weights);
            if (isZip(start)) {
                return KerasArchive.read(weights, config, format);
            }
            requireHdf5(weights, start);
            return KerasHdf5.read(weights, HdfSource.open(weights), config, format);
        });
    }

    private static byte[] start(Path file) throws IOException {
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
}
