package io.github.gru4j.importer;

import io.github.gru4j.importer.dl4j.Dl4jFiles;
import io.github.gru4j.importer.keras.KerasImport;
import io.github.gru4j.importer.onnx.OnnxImport;
import io.github.gru4j.importer.pytorch.PyTorchImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Model files of any format that gru4j reads, told apart by {@link FileFormat}.
 *
 * <pre>{@code
 * var model = ModelFiles.load(Path.of("gru.h5"));
 * }</pre>
 */
public final class ModelFiles {

    private ModelFiles() {}

    /**
     * Says what is in a file without building a network.
     *
     * @throws ModelFormatException if the file is broken or of no known format
     * @throws IOException if it cannot be read
     */
    public static Inspection inspect(Path file) throws IOException {
        var format = FileFormat.of(file);
        return switch (format) {
            case KERAS_HDF5, KERAS_ARCHIVE -> KerasImport.inspect(file);
            case ONNX -> OnnxImport.inspect(file);
            case SAFETENSORS, TORCH -> PyTorchImport.inspect(file);
            case DL4J -> Dl4jFiles.inspect(file);
        };
    }

    /**
     * Builds the network that a file holds, trained as it was. A file of PyTorch's, which does not say how its layers are
     * connected, must have one GRU.
     *
     * @throws ModelFormatException if the file is broken, of no known format, or holds what cannot be imported; all of that is named
     * @throws IOException if it cannot be read
     */
    public static ImportedModel load(Path file) throws IOException {
        var format = FileFormat.of(file);
        return switch (format) {
            case KERAS_HDF5, KERAS_ARCHIVE -> KerasImport.load(file);
            case ONNX -> OnnxImport.load(file);
            case SAFETENSORS, TORCH -> PyTorchImport.load(file, "");
            case DL4J -> throw isDl4j(file);
        };
    }

    /**
     * Builds a network of one GRU of a file, whatever else is in it: [batch, nIn, time] to [batch, H, time], or 2H if both
     * directions are read. It has no output layer.
     *
     * @param gru name of a GRU node of ONNX; or of a GRU of PyTorch's, which may have several layers, or of one of its layers
     * @throws ModelFormatException if the file is broken or has no such GRU, or one that cannot be imported
     * @throws IOException if it cannot be read
     */
    public static ImportedModel load(Path file, String gru) throws IOException {
        var format = FileFormat.of(file);
        return switch (format) {
            case KERAS_HDF5, KERAS_ARCHIVE ->
                throw new ModelFormatException(file, "is of Keras, whose networks are imported whole: give no layer");
            case ONNX -> alone(file, OnnxImport.gru(file, gru));
            case SAFETENSORS, TORCH -> pytorch(file, gru);
            case DL4J -> throw isDl4j(file);
        };
    }

    private static ImportedModel pytorch(Path file, String name) throws IOException {
        // The name of a layer is that of its module, l0 and so on; no module's is like that, as all end in a dot or are
        // empty.
        for (var summary : PyTorchImport.inspect(file).layers()) {
            if (summary.name().equals(name) && summary.problem() == null) {
                for (var gru : PyTorchImport.grus(file)) {
                    if (gru.name().equals(name)) {
                        return alone(file, gru);
                    }
                }
            }
        }
        return PyTorchImport.load(file, name);
    }

    private static ImportedModel alone(Path file, ImportedGru gru) throws IOException {
        var summaries = inspect(file).layers().stream()
                .filter(layer -> layer.name().equals(gru.name()))
                .toList();
        return new ImportedModel(GruLayers.network(gru), summaries, List.of());
    }

    private static ModelFormatException isDl4j(Path file) {
        return new ModelFormatException(
                file,
                "is a model of DL4J's already: load it with ModelSerializer, or write it as ONNX with gru4j export");
    }
}
