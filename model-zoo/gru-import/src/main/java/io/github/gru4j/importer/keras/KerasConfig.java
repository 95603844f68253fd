package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Values of a layer's configuration under the names that they had in different versions. */
final class KerasConfig {

    static final JsonNode MISSING = MissingNode.getInstance();

    private KerasConfig() {}

    /** The first that is there and not null; missing if none. */
    static JsonNode first(JsonNode config, String... keys) {
        for (String key : keys) {
            if (config.hasNonNull(key)) {
                return config.path(key);
            }
        }
        return MISSING;
    }

    static long positive(JsonNode config, String... keys) throws UnsupportedLayerException {
        JsonNode value = first(config, keys);
        JsonNode number = value.isArray() && value.size() == 1 ? value.get(0) : value;
        if (!number.canConvertToInt() || number.asInt() <= 0) {
            throw new UnsupportedLayerException("expected a positive whole number for " + keys[0] + ", found "
                    + (value.isMissingNode() ? "none" : value));
        }
        return number.asInt();
    }

    static long positiveOr(long fallback, JsonNode config, String... keys) throws UnsupportedLayerException {
        return first(config, keys).isMissingNode() ? fallback : positive(config, keys);
    }

    /** Keras 2 wrote some numbers as arrays of NumPy: {@code {"type": "ndarray", "value": 0.3}}. */
    static double number(double fallback, JsonNode config, String... keys) throws UnsupportedLayerException {
        JsonNode found = first(config, keys);
        JsonNode value = found.isObject() ? found.path("value") : found;
        if (!found.isMissingNode() && !value.isNumber()) {
            throw new UnsupportedLayerException("expected a number for " + keys[0] + ", found " + found);
        }
        return value.asDouble(fallback);
    }

    /** Of dropout: 0 for none; Keras's is the share that is dropped. */
    static double rate(JsonNode config, String... keys) throws UnsupportedLayerException {
        double rate = number(0, config, keys);
        if (!(rate >= 0 && rate < 1)) {
            throw new UnsupportedLayerException("expected " + keys[0] + " from 0 to below 1, found " + rate);
        }
        return rate;
    }
}
