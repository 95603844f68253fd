package io.github.gru4j.importer.dl4j;

import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import io.github.gru4j.importer.internal.WholeFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Networks in the zip files of DL4J's {@code ModelSerializer}, from which only the configuration and the parameters are read.
 *
 * <p>{@code ModelSerializer} itself unpacks whatever is in the file into memory and takes some entries for serialised Java
 * objects. This reader touches no other entry, creates classes of DL4J's, ND4J's and gru4j's only, and believes no size that it
 * has not checked.
 */
public final class Dl4jFiles {

    private Dl4jFiles() {}

    /**
     * Reads a network.
     *
     * @return a MultiLayerNetwork or a ComputationGraph, initialised, without the state of an updater
     * @throws ModelFormatException if the file is broken, too large, or names classes that are not DL4J's, ND4J's or gru4j's
     * @throws IOException if it cannot be read
     */
    public static Model read(Path file) throws IOException {
        return UntrustedFiles.read(file, () -> {
            try (var zip = new Dl4jZip(file)) {
                var configuration = Dl4jConfiguration.of(file, zip.configuration());
                var parameters = Dl4jParameters.read(file, zip, configuration.parameters());
                return configuration.network(parameters);
            }
        });
    }

    /**
     * Says what is in a file.
     *
     * @throws ModelFormatException as {@link #read}
     * @throws IOException if it cannot be read
     */
    public static Inspection inspect(Path file) throws IOException {
        return Dl4jSummary.of(read(file));
    }

    /**
     * Writes a network as {@code ModelSerializer} does, without the state of its updater.
     *
     * @param file to write or to replace; it is whole, or as it was
     * @throws IOException if the file cannot be written
     */
    public static void write(Model network, Path file) throws IOException {
        if (!(network instanceof MultiLayerNetwork || network instanceof ComputationGraph)) {
            throw new IllegalArgumentException("expected a MultiLayerNetwork or a ComputationGraph, found "
                    + network.getClass().getName());
        }
        WholeFiles.write(file, out -> ModelSerializer.writeModel(network, out, false));
    }
}
