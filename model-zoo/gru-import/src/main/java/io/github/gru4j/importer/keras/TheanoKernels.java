package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kernels of convolutions that Keras trained on Theano: there the steps of a window are in the reverse order. */
final class TheanoKernels {

    private TheanoKernels() {}

    /** The weights of a model in the order of TensorFlow. */
    static Map<String, List<Weight>> turned(Map<String, List<Weight>> weights, JsonNode model) {
        var turned = new HashMap<>(weights);
        for (JsonNode layer : KerasConfigurations.layers(model)) {
            String kind = layer.path("class_name").asText();
            List<Weight> own = turned.getOrDefault(KerasConfigurations.name(layer), List.of());
            if ((kind.equals("Conv1D") || kind.equals("Convolution1D")) && !own.isEmpty()) {
                turned.put(
                        KerasConfigurations.name(layer),
                        Stream.concat(
                                        Stream.of(turned(own.get(0))),
                                        own.stream().skip(1))
                                .toList());
            }
        }
        return turned;
    }

    private static Weight turned(Weight kernel) {
        int window = kernel.shape().isEmpty() ? 1 : kernel.shape().get(0).intValue();
        int block = window == 0 ? 0 : kernel.values().length / window;
        var values = new float[kernel.values().length];
        for (int k = 0; k < window; k++) {
            System.arraycopy(kernel.values(), k * block, values, (window - 1 - k) * block, block);
        }
        return new Weight(kernel.name(), kernel.shape(), values);
    }
}
