package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A layer of a model and where its input comes from.
 *
 * @param name of the layer
 * @param kind its {@code class_name}
 * @param config its configuration
 * @param inputs names of the layers that it reads; empty for inputs
 */
record KerasNode(String name, String kind, JsonNode config, List<String> inputs) {

    KerasNode {
        inputs = List.copyOf(inputs);
    }

    /** {@code TimeDistributed(Dense)} for wrappers. */
    String fullKind() {
        JsonNode inner = config.path("layer").path("class_name");
        return inner.isTextual() ? kind + "(" + inner.asText() + ")" : kind;
    }
}
