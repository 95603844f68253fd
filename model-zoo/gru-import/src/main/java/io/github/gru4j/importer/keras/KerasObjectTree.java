package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a {@code .keras} archive: groups by Keras's objects, not by the names of layers.
 *
 * <p>In {@code layers}, a layer's group is called as its class in snake case, the second of a class with {@code _1} and so on,
 * in the order of the model. A group has numbered arrays in {@code vars} and the groups of the layer's parts.
 */
final class KerasObjectTree {

    private static final String LAYERS = "layers";

    /** What TensorFlow's Keras 2.12 and 2.13 called it; there the numbers have gaps, because it went through layers twice. */
    private static final String DEPENDENCIES = "_layer_checkpoint_dependencies";

    private final Path file;
    private final HdfSource source;

    KerasObjectTree(Path file, HdfSource source) {
        this.file = file;
        this.source = source;
    }

    static boolean isIn(HdfSource source) throws ModelFormatException {
        return source.group(source.root(), LAYERS) != null || source.group(source.root(), DEPENDENCIES) != null;
    }

    /** Of each layer, by its name in the configuration. */
    Map<String, List<KerasModel.Weight>> weights(JsonNode model) throws ModelFormatException {
        List<JsonNode> layers = KerasConfigurations.layers(model);
        List<Group> groups = groups(source.root(), layers);
        Map<String, List<KerasModel.Weight>> weights = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String name = KerasConfigurations.name(layers.get(i));
            if (name.isEmpty()) {
                throw new ModelFormatException(
                        file, "expected a name of layer " + i + " of the configuration, found none");
            }
            List<KerasModel.Weight> found = new ArrayList<>();
            if (groups.get(i) != null) {
                collect(groups.get(i), layers.get(i), found, 0);
            }
            if (weights.put(name, found) != null) {
                throw new ModelFormatException(
                        file, "expected one layer \"" + name + "\" in the configuration, found two");
            }
        }
        return weights;
    }

    /** The groups of a model's layers, null for those that have none. */
    private List<Group> groups(Group model, List<JsonNode> layers) throws ModelFormatException {
        Group container = source.group(model, LAYERS);
        boolean gaps = container == null;
        if (gaps) {
            container = source.group(model, DEPENDENCIES);
        }
        List<Group> groups = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        Map<String, List<Group>> byClass = new HashMap<>();
        for (JsonNode layer : layers) {
            String kind = snakeCase(layer.path("class_name").asText());
            int number = used.merge(kind, 1, Integer::sum) - 1;
            if (container == null) {
                groups.add(null);
            } else if (gaps) {
                if (!byClass.containsKey(kind)) {
                    byClass.put(kind, ofClass(container, kind));
                }
                List<Group> all = byClass.get(kind);
                groups.add(number < all.size() ? all.get(number) : null);
            } else {
                groups.add(source.group(container, number == 0 ? kind : kind + "_" + number));
            }
        }
        requireAllUsed(container, groups);
        return groups;
    }

    private List<Group> ofClass(Group container, String kind) throws ModelFormatException {
        List<String> names = new ArrayList<>();
        for (String name : container.getChildren().keySet()) {
            if (name.equals(kind) || name.matches(java.util.regex.Pattern.quote(kind) + "_[0-9]{1,6}")) {
                names.add(name);
            }
        }
        names.sort(Comparator.comparingInt(
                name -> name.equals(kind) ? 0 : Integer.parseInt(name.substring(kind.length() + 1))));
        List<Group> groups = new ArrayList<>();
        for (String name : names) {
            groups.add(source.group(container, name));
        }
        return groups;
    }

    /** A group with arrays that belongs to no layer would mean that weights were given to the wrong ones. */
    private void requireAllUsed(Group container, List<Group> groups) throws ModelFormatException {
        if (container == null) {
            return;
        }
        Set<String> used = new HashSet<>();
        for (Group group : groups) {
            used.add(group == null ? "" : group.getName());
        }
        for (String name : container.getChildren().keySet()) {
            Group group = used.contains(name) ? null : source.group(container, name);
            if (group != null && hasArrays(group, 0)) {
                throw new ModelFormatException(
                        file,
                        "it has weights in " + group.getPath() + ", which is no layer of the configuration; give the"
                                + " configuration that belongs to these weights");
            }
        }
    }

    private boolean hasArrays(Group group, int depth) throws ModelFormatException {
        // Keras keeps the states of random numbers beside the weights.
        if (group.getName().equals("seed_generator") || depth > KerasLimits.NESTING) {
            return false;
        }
        for (String name : group.getChildren().keySet()) {
            Node child = source.child(group, name);
            if (child instanceof Dataset || (child instanceof Group inner && hasArrays(inner, depth + 1))) {
                return true;
            }
        }
        return false;
    }

    /** In Keras's order: a layer's own, then its parts'; of a bidirectional one forward before backward. */
    private void collect(Group group, JsonNode layer, List<KerasModel.Weight> to, int depth)
            throws ModelFormatException {
        if (depth > KerasLimits.NESTING) {
            throw new ModelFormatException(
                    file,
                    "expected layers in at most " + KerasLimits.NESTING + " layers, found more at " + group.getPath());
        }
        own(group, to);
        List<JsonNode> layers = KerasConfigurations.layers(layer);
        if (!layers.isEmpty()) {
            List<Group> groups = groups(group, layers);
            for (int i = 0; i < layers.size(); i++) {
                if (groups.get(i) != null) {
                    collect(groups.get(i), layers.get(i), to, depth + 1);
                }
            }
            return;
        }
        JsonNode inner = layer.path("config").path("layer");
        for (String part : parts(layer)) {
            Group child = source.group(group, part);
            if (child != null) {
                collect(child, inner, to, depth + 1);
            }
        }
        Group cells = source.group(group, "cells");
        if (cells != null && !cells.getChildren().isEmpty()) {
            throw new ModelFormatException(
                    file,
                    "expected one cell at " + group.getPath() + ", found several on each other;"
                            + " use one layer for each cell");
        }
    }

    /** The layer that was given to Bidirectional is there too, but as a mere pattern of its two copies. */
    private static List<String> parts(JsonNode layer) {
        return layer.path("class_name").asText().equals("Bidirectional")
                ? List.of("forward_layer", "backward_layer")
                : List.of("cell", "layer");
    }

    private void own(Group group, List<KerasModel.Weight> to) throws ModelFormatException {
        Group vars = source.group(group, "vars");
        if (vars == null) {
            return;
        }
        int count = vars.getChildren().size();
        for (int i = 0; i < count; i++) {
            Node node = source.child(vars, String.valueOf(i));
            if (!(node instanceof Dataset array)) {
                throw new ModelFormatException(
                        file,
                        "expected arrays 0 to " + (count - 1) + " in " + vars.getPath() + ", found "
                                + vars.getChildren().keySet() + "; quantized layers cannot be read");
            }
            String path = array.getPath();
            to.add(source.weight(path.startsWith("/") ? path.substring(1) : path, array));
        }
    }

    /** As Keras makes names of classes: {@code SimpleRNN} becomes {@code simple_rnn}, {@code Conv1D conv1d}. */
    static String snakeCase(String className) {
        // A class of a package of one's own is named package>class.
        String name = className.substring(className.lastIndexOf('>') + 1).replaceAll("\\W+", "");
        name = name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2");
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
