package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A layer of a model and where its input comes from.
 *
 * @param name of the layer
 * @param kind its {@code class_name}
 * @param config its configuration
 * @param call how it is called; without inputs for the model's inputs
 */
record KerasNode(String name, String kind, JsonNode config, KerasCall call) {

    /** What it reads, named as by {@link KerasCall#output}. */
    List<String> inputs() {
        return call.inputs();
    }

    /** A layer inside of this one, with this one's name and inputs. */
    KerasNode inner(JsonNode layer) {
        return new KerasNode(name, layer.path("class_name").asText(""), layer.path("config"), call);
    }

    /** {@code TimeDistributed(Dense)} for wrappers. */
    String fullKind() {
        JsonNode inner = config.path("layer").path("class_name");
        return inner.isTextual() ? kind + "(" + inner.asText() + ")" : kind;
    }
}
