package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file of Keras holds, the same for all its formats: a configuration and the weights of its layers.
 *
 * @param file it came from, for messages
 * @param format such as {@code Keras 2.1.4, HDF5}
 * @param version of Keras that wrote it: 1, 2 or 3
 * @param config of the model: an object with {@code class_name} and {@code config} (Keras 1: {@code config} may be a list of layers)
 * @param weights of each layer by its name, in Keras's order; a wrapper's are its parts', forward first
 */
record KerasModel(Path file, String format, int version, JsonNode config, Map<String, List<Weight>> weights) {

    KerasModel {
        weights = Map.copyOf(weights);
    }

    /**
     * Whether TensorFlow's Keras or Keras 3 wrote it; there, a Bidirectional layer gives zeros at masked steps, whatever the
     * configuration of the layer inside says.
     */
    boolean isBidirectionalZeroAtMask() {
        return version >= 3 || format.matches("Keras 2\\.(?:[0-9.]+-tf|(?:[4-9]|[1-9][0-9])\\b).*");
    }

    /**
     * An array.
     *
     * @param name in the file
     * @param shape of it
     * @param values in C order
     */
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Weight(String name, List<Long> shape, float[] values) {

        Weight {
            shape = List.copyOf(shape);
        }
    }
}
