package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.nio.file.Path;

/**
 * Trained models of Keras 1, 2 and 3 as networks of DL4J with the same outputs.
 *
 * <p>Files: HDF5 (.h5, .hdf5), {@code .keras} archives, and weights beside a configuration in JSON or YAML. A Sequential model
 * becomes a MultiLayerNetwork, or a ComputationGraph if it makes masks inside (Masking, Embedding with {@code mask_zero}), reads
 * backwards, or sums, multiplies or averages two directions; a functional model becomes a ComputationGraph.
 *
 * <p>Arrays are in DL4J's order, not in Keras's: sequences are [batch, features, time] where Keras has [batch, time, features];
 * vectors are [batch, features] in both; word ids for an Embedding are [batch, time] or [batch, 1, time].
 *
 * <p>The last Dense layer becomes an output layer, so that the network can go on training; its loss follows its activation:
 * softmax MCXENT, sigmoid XENT, anything else MSE. A model that ends in another layer gets a loss layer (MSE) that changes no
 * value. The updater is Adam with DL4J's defaults: what Keras stored of its optimizer is left out.
 *
 * <p>{@code rnnTimeStep} carries on the states of layers that read forwards; it has no meaning for a model that reads backwards,
 * in both directions, or over windows of several steps.
 *
 * <p>Regularisers and constraints only matter to training; they are left out and named in {@link ImportedModel#warnings}.
 */
public final class KerasImport {

    private KerasImport() {}

    /**
     * A model and its weights.
     *
     * @param file HDF5 or a {@code .keras} archive
     * @throws ModelFormatException if the file cannot be read; if layers cannot be imported, it names all of them
     */
    public static ImportedModel load(Path file) throws ModelFormatException {
        return UntrustedFiles.read(file, () -> KerasNetworks.build(KerasFiles.read(file)));
    }

    /**
     * A model whose configuration is in a file of its own.
     *
     * @param weights HDF5 of {@code save_weights}
     * @param configuration of {@code to_json} or {@code to_yaml}
     * @throws ModelFormatException if a file cannot be read; if layers cannot be imported, it names all of them
     */
    public static ImportedModel load(Path weights, Path configuration) throws ModelFormatException {
        return UntrustedFiles.read(weights, () -> KerasNetworks.build(KerasFiles.read(weights, configuration)));
    }

    /**
     * What is in a file, without building a network; layers that cannot be imported say why.
     *
     * @throws ModelFormatException if the file cannot be read
     */
    public static Inspection inspect(Path file) throws ModelFormatException {
        return UntrustedFiles.read(file, () -> KerasNetworks.inspect(KerasFiles.read(file)));
    }

    /**
     * Lets DL4J's own {@code KerasModelImport} load models with GRU and CuDNNGRU layers, of Keras 1 and 2, for as long as the
     * program runs. Its networks take sequences in Keras's order, [batch, time, features].
     *
     * <p>It needs DL4J's importer, the artifact {@code org.deeplearning4j:deeplearning4j-modelimport}. Prefer {@link #load}, which
     * does not, and which is not bound by what DL4J's importer can do: that reads no {@code Bidirectional(GRU)} (it refuses it),
     * no file of Keras 3, and tells a GRU nothing of a mask that the model makes itself (Masking, {@code mask_zero}): give the mask
     * to the network.
     *
     * @throws IllegalStateException if DL4J's importer is not on the class path
     */
    public static void registerWithDl4j() {
        try {
            Dl4jRegistration.register();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "expected DL4J's importer on the class path, found no "
                            + missing.getMessage().replace('/', '.')
                            + "; add the artifact org.deeplearning4j:deeplearning4j-modelimport, or call KerasImport.load,"
                            + " which does not need it",
                    missing);
        }
    }
}
