package io.github.gru4j.importer;

import io.github.gru4j.importer.keras.KerasImport;
import io.github.gru4j.importer.onnx.OnnxImport;
import io.github.gru4j.importer.pytorch.PyTorchImport;
import java.io.IOException;
import java.nio.file.Path;

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
            case DL4J -> throw isDl4j(file);
        };
    }

    /**
     * As {@link #load(Path, String)}; a file of PyTorch's must have one GRU in it.
     *
     * @throws ModelFormatException if the file is broken, of no known format, or holds what cannot be imported; all of that is named
     * @throws IOException if it cannot be read
     */
    public static ImportedModel load(Path file) throws IOException {
        return load(file, null);
    }

    /**
     * Builds the network that a file holds, trained as it was.
     *
     * @param prefix of the module in a file of PyTorch's, which holds no order of layers; null if there is one GRU in it
     * @throws ModelFormatException if the file is broken, of no known format, or holds what cannot be imported; all of that is named
     * @throws IOException if it cannot be read
     */
    public static ImportedModel load(Path file, String prefix) throws IOException {
        var format = FileFormat.of(file);
        return switch (format) {
            case KERAS_HDF5, KERAS_ARCHIVE -> KerasImport.load(file);
            case ONNX -> OnnxImport.load(file);
            case SAFETENSORS, TORCH -> PyTorchImport.load(file, prefix == null ? "" : prefix);
            case DL4J -> throw isDl4j(file);
        };
    }

    private static ModelFormatException isDl4j(Path file) {
        return new ModelFormatException(
                file,
                "is a model of DL4J's already: load it with ModelSerializer, or write it as ONNX with gru4j export");
    }
}
