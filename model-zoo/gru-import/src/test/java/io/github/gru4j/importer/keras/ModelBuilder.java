package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of Keras with random weights, layer by layer. */
final class ModelBuilder {

    private final int version;
    private final List<String> layers = new ArrayList<>();
    private final Map<String, List<Weight>> weights = new LinkedHashMap<>();
    private final Random random = new Random(11);

    ModelBuilder(int version) {
        this.version = version;
    }

    /** @param config the inside of a JSON object, without the name, in single quotes */
    ModelBuilder layer(String name, String kind, String config, long[]... shapes) {
        return node(name, kind, config, "", shapes);
    }

    /** @param inputs of a functional model, separated by blanks; {@code a:1} is the second output of a */
    ModelBuilder node(String name, String kind, String config, String inputs, long[]... shapes) {
        var inbound = new ArrayList<String>();
        for (String input : inputs.split(" ", -1)) {
            if (!input.isEmpty()) {
                inbound.add(reference(input, ", {}"));
            }
        }
        String nodes = inbound.isEmpty() ? "[]" : "[[" + String.join(",", inbound) + "]]";
        layers.add("{'class_name': '" + kind + "', 'name': '" + name + "', 'inbound_nodes': " + nodes
                + ", 'config': {'name': '" + name + "'" + (config.isEmpty() ? "" : ", " + config) + "}}");
        var list = new ArrayList<Weight>();
        for (long[] shape : shapes) {
            var values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                // Positive for a variance, which comes last of a BatchNormalization's.
                values[i] = kind.contains("BatchNormalization")
                        ? 0.5f + random.nextFloat()
                        : (float) random.nextGaussian() * 0.5f;
            }
            list.add(new Weight(
                    name + "/" + list.size(), Arrays.stream(shape).boxed().toList(), values));
        }
        weights.put(name, list);
        return this;
    }

    private static String reference(String output, String more) {
        String[] parts = output.split(":", 2);
        return "['" + parts[0] + "', 0, " + (parts.length == 1 ? 0 : parts[1]) + more + "]";
    }

    /** A layer as Keras 3 writes it, with the entry of inbound_nodes given. */
    ModelBuilder call(String name, String kind, String config, String call, long[]... shapes) {
        node(name, kind, config, "", shapes);
        int last = layers.size() - 1;
        layers.set(last, layers.get(last).replace("'inbound_nodes': []", "'inbound_nodes': [" + call + "]"));
        return this;
    }

    /** The output of a layer inside of {@link #call}. */
    static String tensor(String layer) {
        return "{'class_name': '__keras_tensor__', 'config': {'shape': [null], 'keras_history': ['" + layer
                + "', 0, 0]}}";
    }

    KerasModel sequential() throws Exception {
        return model("{'class_name': 'Sequential', 'config': {'name': 'model', 'layers': [" + String.join(",", layers)
                + "]}}");
    }

    KerasModel functional(String inputs, String output) throws Exception {
        var ends = new ArrayList<String>();
        for (String input : inputs.split(" ", -1)) {
            ends.add(reference(input, ""));
        }
        return model("{'class_name': 'Model', 'config': {'name': 'model', 'layers': [" + String.join(",", layers)
                + "], 'input_layers': [" + String.join(",", ends) + "], 'output_layers': [" + reference(output, "")
                + "]}}");
    }

    private KerasModel model(String json) throws Exception {
        JsonNode config = new ObjectMapper().readTree(json.replace('\'', '"'));
        return new KerasModel(Path.of("made.h5"), "Keras " + version, version, config, weights);
    }

    static long[] shape(long... dimensions) {
        return dimensions;
    }
}
