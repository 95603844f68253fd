package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gru4j.importer.ModelFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a model in an order in which each comes after what it reads, whichever Keras wrote them.
 *
 * @param sequential whether the file says so
 * @param nodes inputs included
 * @param inputs names of the input nodes, in the model's order
 * @param outputs of the model, named as by {@link KerasCall#output}, in the model's order
 */
record KerasArchitecture(boolean sequential, List<KerasNode> nodes, List<String> inputs, List<String> outputs) {

    private static final String INPUT = "InputLayer";

    /** Fields of a layer that hold the shape of its input with the batch, over the versions. */
    private static final List<String> SHAPES = List.of("batch_shape", "batch_input_shape", "build_input_shape");

    KerasArchitecture {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static KerasArchitecture of(KerasModel model) throws ModelFormatException {
        String kind = model.config().path("class_name").asText("");
        return switch (kind) {
            case "Sequential" -> sequential(model);
            case "Model", "Functional" -> functional(model);
            default ->
                throw new ModelFormatException(
                        model.file(),
                        "expected a model of class Sequential, Model or Functional, found \"" + kind
                                + "\"; a subclassed model holds its layers in Python code, which is not in the file: rebuild it"
                                + " with the functional API and save that");
        };
    }

    private static KerasArchitecture sequential(KerasModel model) throws ModelFormatException {
        JsonNode config = model.config().path("config");
        JsonNode layers = config.isArray() ? config : config.path("layers");
        if (!layers.isArray() || layers.isEmpty()) {
            throw new ModelFormatException(
                    model.file(), "expected a list of layers in the Sequential model's configuration, found none");
        }
        var nodes = new ArrayList<KerasNode>();
        for (JsonNode layer : layers) {
            String kind = kindOf(layer);
            String name = nameOf(layer, kind, nodes.size());
            if (nodes.isEmpty() && !kind.equals(INPUT)) {
                nodes.add(sequentialInput(model, name, layer, config));
            }
            KerasCall call = nodes.isEmpty()
                    ? KerasCall.of()
                    : KerasCall.of(nodes.get(nodes.size() - 1).name());
            nodes.add(new KerasNode(name, kind, layer.path("config"), call));
        }
        requireDistinct(model, nodes);
        return new KerasArchitecture(
                true,
                nodes,
                List.of(nodes.get(0).name()),
                List.of(nodes.get(nodes.size() - 1).name()));
    }

    /** A Sequential model may hold the shape of its input in its first layer, or in what it was built with. */
    private static KerasNode sequentialInput(KerasModel model, String name, JsonNode first, JsonNode config)
            throws ModelFormatException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        JsonNode shape = shapeIn(first.path("config"));
        if (shape == null) {
            shape = shapeIn(first.path("config").path("layer").path("config"));
        }
        if (shape == null) {
            shape = shapeIn(config);
        }
        if (shape == null
                && model.config().path("build_config").path("input_shape").isArray()) {
            shape = model.config().path("build_config").path("input_shape");
        }
        if (shape == null) {
            shape = legacyShape(first);
        }
        if (shape == null) {
            throw new ModelFormatException(
                    model.file(),
                    "expected the shape of the input in the first layer (\"" + name
                            + "\") of the Sequential model, found none;"
                            + " give the model an Input layer and save it again");
        }
        input.set("batch_shape", shape);
        return new KerasNode(name + "_input", INPUT, input, KerasCall.of());
    }

    /** Keras 1's input_dim and input_length, which Embedding means in another way. */
    private static JsonNode legacyShape(JsonNode layer) {
        JsonNode config = layer.path("config");
        var shape = JsonNodeFactory.instance.arrayNode();
        shape.addNull();
        if (layer.path("class_name").asText().equals("Embedding")) {
            shape.add(config.path("input_length"));
            return shape;
        }
        if (!config.path("input_dim").isNumber()) {
            return null;
        }
        if (config.has("input_length")) {
            shape.add(config.path("input_length"));
        } else if (KerasRecurrent.handles(layer.path("class_name").asText())) {
            shape.addNull();
        }
        shape.add(config.path("input_dim"));
        return shape;
    }

    private static JsonNode shapeIn(JsonNode config) {
        for (String field : SHAPES) {
            if (config.path(field).isArray()) {
                return config.path(field);
            }
        }
        return null;
    }

    private static KerasArchitecture functional(KerasModel model) throws ModelFormatException {
        JsonNode config = model.config().path("config");
        var byName = new LinkedHashMap<String, KerasNode>();
        for (JsonNode layer : config.path("layers")) {
            String kind = kindOf(layer);
            String name = nameOf(layer, kind, byName.size());
            byName.put(name, new KerasNode(name, kind, layer.path("config"), callOf(model, name, layer)));
        }
        var nodes = inOrder(model, byName);
        var inputs = ends(model, config.path("input_layers"), byName);
        var outputs = ends(model, config.path("output_layers"), byName);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new ModelFormatException(
                    model.file(),
                    "expected input_layers and output_layers in the functional model's configuration, found none");
        }
        return new KerasArchitecture(false, nodes, inputs, outputs);
    }

    private static KerasCall callOf(KerasModel model, String name, JsonNode layer) throws ModelFormatException {
        JsonNode calls = layer.path("inbound_nodes");
        if (calls.size() > 1) {
            throw new ModelFormatException(
                    model.file(),
                    "layer \"" + name + "\" is called " + calls.size()
                            + " times; layers that share their weights between several calls cannot be imported");
        }
        return calls.isEmpty() ? KerasCall.of() : KerasCall.parse(model, name, calls.get(0));
    }

    private static List<String> ends(KerasModel model, JsonNode ends, Map<String, KerasNode> known)
            throws ModelFormatException {
        List<String> names = KerasCall.ends(model, ends);
        for (String name : names) {
            if (!known.containsKey(KerasCall.layerOf(name))) {
                throw new ModelFormatException(
                        model.file(),
                        "input_layers or output_layers names \"" + name + "\", which is not a layer of the model");
            }
        }
        return names;
    }

    private static List<KerasNode> inOrder(KerasModel model, Map<String, KerasNode> byName)
            throws ModelFormatException {
        var ordered = new LinkedHashMap<String, KerasNode>();
        var waiting = new ArrayList<>(byName.values());
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (var i = waiting.iterator(); i.hasNext(); ) {
                KerasNode node = i.next();
                boolean masked = node.call().mask() == null
                        || ordered.containsKey(KerasCall.layerOf(node.call().mask()));
                if (masked && node.inputs().stream().map(KerasCall::layerOf).allMatch(ordered::containsKey)) {
                    ordered.put(node.name(), node);
                    i.remove();
                }
            }
            if (waiting.size() == before) {
                throw new ModelFormatException(
                        model.file(),
                        "layer \"" + waiting.get(0).name() + "\" reads "
                                + waiting.get(0).inputs() + ", of which some are not in the model or form a circle");
            }
        }
        return List.copyOf(ordered.values());
    }

    private static String kindOf(JsonNode layer) {
        return layer.path("class_name").asText("");
    }

    private static String nameOf(JsonNode layer, String kind, int index) {
        for (JsonNode name : List.of(
                layer.path("config").path("name"),
                layer.path("name"),
                layer.path("config").path("layer").path("config").path("name"))) {
            if (name.isTextual()) {
                return name.asText();
            }
        }
        return kind + "_" + index;
    }

    private static void requireDistinct(KerasModel model, List<KerasNode> nodes) throws ModelFormatException {
        Set<String> seen = new HashSet<>();
        for (KerasNode node : nodes) {
            if (!seen.add(node.name())) {
                throw new ModelFormatException(model.file(), "two layers are named \"" + node.name() + "\"");
            }
        }
    }

    /** How many layers read each output, the model's outputs counted as readers. */
    Map<String, Integer> readers() {
        var count = new HashMap<String, Integer>();
        for (KerasNode node : nodes) {
            node.inputs().forEach(input -> count.merge(input, 1, Integer::sum));
        }
        outputs.forEach(output -> count.merge(output, 1, Integer::sum));
        return count;
    }
}
