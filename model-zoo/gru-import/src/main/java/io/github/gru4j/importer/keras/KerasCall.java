package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a functional model calls a layer.
 *
 * @param inputs what it reads, named as by {@link #output}
 * @param mask likewise, the mask that it is called with, or null: Keras 3 states it, Keras 2 hands it on unseen
 * @param constant a number that it is called with, or null
 * @param arguments other arguments that change what it computes
 */
record KerasCall(List<String> inputs, String mask, Double constant, List<String> arguments) {

    KerasCall {
        inputs = List.copyOf(inputs);
        arguments = List.copyOf(arguments);
    }

    static KerasCall of(String... inputs) {
        return new KerasCall(List.of(inputs), null, null, List.of());
    }

    /** The name of one of a layer's outputs: that of the layer for the first, {@code layer output 1} for the second. */
    static String output(String layer, int index) {
        return index == 0 ? layer : layer + " output " + index;
    }

    static String layerOf(String output) {
        int end = output.lastIndexOf(" output ");
        return end > 0 && output.substring(end + 8).matches("[1-9][0-9]*") ? output.substring(0, end) : output;
    }

    /** Names of tensors, each [layer, call, output], inside of any lists; of a model's inputs and outputs. */
    static List<String> ends(KerasModel model, JsonNode ends) throws ModelFormatException {
        var reader = new Reader(model, "of the model's inputs and outputs");
        reader.read(ends);
        return reader.inputs;
    }

    /** @param call an entry of inbound_nodes */
    static KerasCall parse(KerasModel model, String layer, JsonNode call) throws ModelFormatException {
        var reader = new Reader(model, layer);
        reader.read(call);
        return new KerasCall(reader.inputs, reader.mask, reader.constant, reader.arguments);
    }

    /** Keras 1 and 2: [["layer", node, tensor, {...}], ...]. Keras 3: {"args": [tensor or list of tensors], "kwargs": ...}. */
    private static final class Reader {

        private final KerasModel model;
        private final String layer;
        private final List<String> inputs = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private String mask;
        private Double constant;

        Reader(KerasModel model, String layer) {
            this.model = model;
            this.layer = layer;
        }

        void read(JsonNode value) throws ModelFormatException {
            if (value.isArray() && value.size() >= 3 && value.get(0).isTextual()) {
                inputs.add(tensor(value));
                arguments(value.path(3));
            } else if (value.isArray()) {
                for (JsonNode one : value) {
                    read(one);
                }
            } else if (isTensor(value)) {
                inputs.add(tensor(history(value)));
            } else if (value.has("args")) {
                read(value.path("args"));
                arguments(value.path("kwargs"));
            } else if (value.isObject() && !value.has("class_name")) {
                // Outputs of a model may have names.
                for (JsonNode one : value) {
                    read(one);
                }
            } else if (value.isNumber()) {
                constant = value.asDouble();
            } else if (!value.isNull() && !value.isMissingNode()) {
                arguments.add(value.toString());
            }
        }

        private void arguments(JsonNode named) throws ModelFormatException {
            for (Map.Entry<String, JsonNode> argument : named.properties()) {
                JsonNode value = argument.getValue();
                boolean absent = value.isNull() || (value.isBoolean() && !value.booleanValue());
                switch (argument.getKey()) {
                    case "inputs", "inputs_list", "sequences" -> read(value);
                    case "mask" -> {
                        if (isTensor(value)) {
                            mask = tensor(history(value));
                        } else if (!absent && !isAllNull(value)) {
                            arguments.add("mask");
                        }
                    }
                    default -> {
                        if (!absent) {
                            arguments.add(argument.getKey());
                        }
                    }
                }
            }
        }

        private static boolean isAllNull(JsonNode value) {
            for (JsonNode one : value) {
                if (!one.isNull()) {
                    return false;
                }
            }
            return value.isArray();
        }

        private static boolean isTensor(JsonNode value) {
            return value.path("class_name").asText().equals("__keras_tensor__");
        }

        private static JsonNode history(JsonNode tensor) {
            return tensor.path("config").path("keras_history");
        }

        private String tensor(JsonNode history) throws ModelFormatException {
            if (!history.path(0).isTextual()
                    || history.path(1).asInt(-1) != 0
                    || history.path(2).asInt(-1) < 0) {
                throw new ModelFormatException(
                        model.file(),
                        "layer \"" + layer + "\" reads " + history
                                + ", which is [layer, call, output]; only layers that are called once can be imported");
            }
            return output(history.get(0).asText(), history.get(2).asInt());
        }
    }
}
