package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Configurations of models as Keras writes them. */
final class KerasConfigurations {

    // Python writes numbers that are none as NaN and Infinity.
    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(KerasLimits.CONFIGURATION_DEPTH)
                            .maxDocumentLength(KerasLimits.CONFIGURATION_BYTES)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final Set<String> WEIGHTLESS = Set.of(
            "InputLayer",
            "Activation",
            "ReLU",
            "LeakyReLU",
            "ELU",
            "Softmax",
            "Flatten",
            "Reshape",
            "Permute",
            "RepeatVector",
            "Masking",
            "Lambda",
            "Merge",
            "Concatenate",
            "Add",
            "Subtract",
            "Multiply",
            "Average",
            "Maximum",
            "Minimum",
            "Dot",
            "GaussianNoise",
            "ActivityRegularization",
            "UpSampling1D",
            "UpSampling2D",
            "Cropping1D",
            "Cropping2D",
            "Rescaling");

    private KerasConfigurations() {}

    static boolean isYaml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** A file of JSON, or of YAML if its name says so. */
    static JsonNode read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > KerasLimits.CONFIGURATION_BYTES) {
            throw new ModelFormatException(
                    file,
                    "expected a configuration of at most " + KerasLimits.CONFIGURATION_BYTES + " bytes, found " + size);
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return isYaml(file) ? required(file, "the file", KerasYaml.read(file, text)) : json(file, "the file", text);
    }

    static JsonNode json(Path file, String where, String text) throws ModelFormatException {
        return required(file, where, anyJson(file, where, text));
    }

    static JsonNode anyJson(Path file, String where, String text) throws ModelFormatException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(file, "expected JSON in " + where + ", found " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode required(Path file, String where, JsonNode config) throws ModelFormatException {
        if (!config.path("class_name").isTextual() || !config.path("config").isContainerNode()) {
            throw new ModelFormatException(
                    file,
                    "expected the configuration of a model with class_name and config in " + where + ", found "
                            + (config.isObject() ? "an object without them" : config.getNodeType()));
        }
        int layers = layers(config).size();
        if (layers > KerasLimits.LAYERS) {
            throw new ModelFormatException(
                    file, "expected at most " + KerasLimits.LAYERS + " layers in " + where + ", found " + layers);
        }
        return config;
    }

    /** The layers of a model's configuration, or an empty list for what is no model. */
    static List<JsonNode> layers(JsonNode model) {
        JsonNode config = model.path("config");
        List<JsonNode> layers = new ArrayList<>();
        (config.isArray() ? config : config.path("layers")).forEach(layers::add);
        return layers;
    }

    /** The name of a layer, empty if it has none. */
    static String name(JsonNode layer) {
        String name = layer.path("config").path("name").asText("");
        return name.isEmpty() ? layer.path("name").asText("") : name;
    }

    static List<String> layerNames(JsonNode model) {
        return layers(model).stream().map(KerasConfigurations::name).toList();
    }

    /** False for layers that only pass on or reshape what they get. */
    static boolean mayHaveWeights(JsonNode layer) {
        String kind = layer.path("class_name").asText();
        if (kind.equals("TimeDistributed") || kind.equals("Wrapper")) {
            return mayHaveWeights(layer.path("config").path("layer"));
        }
        return !WEIGHTLESS.contains(kind)
                && !kind.contains("Pooling")
                && !kind.contains("Dropout")
                && !kind.contains("Padding");
    }

    static String statedVersion(JsonNode config) {
        JsonNode version = config.path("keras_version");
        return version.isTextual() ? version.textValue() : null;
    }

    /** By how settings are called. */
    static String guessedVersion(JsonNode config) {
        if (config.has("registered_name") || config.has("build_config")) {
            return "3";
        }
        for (JsonNode layer : layers(config)) {
            JsonNode settings = layer.path("config");
            if (settings.has("init") || settings.has("inner_init") || settings.has("nb_filter")) {
                return "1";
            }
        }
        return "2";
    }

    static int major(Path file, String version) throws ModelFormatException {
        if (!version.isEmpty()
                && version.charAt(0) >= '0'
                && version.charAt(0) <= '3'
                && (version.length() == 1 || version.charAt(1) == '.')) {
            // 0.3 had Keras 1's layers already.
            return Math.max(1, version.charAt(0) - '0');
        }
        throw new ModelFormatException(file, "expected Keras 1, 2 or 3, found version \"" + version + "\"");
    }
}
