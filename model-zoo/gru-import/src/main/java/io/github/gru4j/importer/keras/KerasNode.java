package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer of a model and where its input comes from.
 *
 * @param name of the layer
 * @param kind its {@code class_name}
 * @param config its configuration
 * @param inputs what it reads, named as by {@link #output}; empty for inputs
 */
record KerasNode(String name, String kind, JsonNode config, List<String> inputs) {

    private static final Pattern FURTHER = Pattern.compile("(.+) output ([1-9][0-9]*)", Pattern.DOTALL);

    KerasNode {
        inputs = List.copyOf(inputs);
    }

    /** The name of one of a layer's outputs: that of the layer for the first, {@code layer output 1} for the second. */
    static String output(String layer, int index) {
        return index == 0 ? layer : layer + " output " + index;
    }

    static String layerOf(String output) {
        Matcher further = FURTHER.matcher(output);
        return further.matches() ? further.group(1) : output;
    }

    /** {@code TimeDistributed(Dense)} for wrappers. */
    String fullKind() {
        JsonNode inner = config.path("layer").path("class_name");
        return inner.isTextual() ? kind + "(" + inner.asText() + ")" : kind;
    }
}
