package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gru4j.importer.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a file says of how its model was trained, which an import leaves out. */
final class KerasTraining {

    private static final String KEY = "compile_config";

    private KerasTraining() {}

    /** Puts HDF5's attribute training_config where an archive has it; it never stops an import, broken or not. */
    static void keep(Path file, JsonNode model, String text) {
        if (text == null || !(model instanceof ObjectNode whole)) {
            return;
        }
        try {
            whole.set(KEY, KerasConfigurations.anyJson(file, "attribute training_config", text));
        } catch (ModelFormatException broken) {
            whole.put(KEY, "what cannot be read");
        }
    }

    /** One sentence, or null if the file says nothing. */
    static String warning(JsonNode model) {
        JsonNode training = model.path(KEY);
        if (training.isTextual()) {
            return "the training configuration is left out; it cannot be read";
        }
        var parts = new ArrayList<String>();
        for (String key : List.of("loss", "metrics", "weighted_metrics")) {
            if (training.hasNonNull(key) && !training.path(key).toString().equals("[]")) {
                parts.add(key + " " + described(training.path(key)));
            }
        }
        JsonNode optimizer = training.path(training.has("optimizer_config") ? "optimizer_config" : "optimizer");
        if (!optimizer.isMissingNode() && !optimizer.isNull()) {
            parts.add("optimizer " + described(optimizer));
        }
        return parts.isEmpty()
                ? null
                : String.join(", ", parts) + " left out; the network trains with Adam and the loss that goes with its"
                        + " last activation";
    }

    private static String described(JsonNode value) {
        String name = value.path("class_name").asText("");
        String text = name.isEmpty() ? value.toString() : name;
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
