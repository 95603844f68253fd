package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keras's HDF5: a group for each layer with the names of its arrays; a whole model has its configuration in an attribute. */
final class KerasHdf5 {

    private KerasHdf5() {}

    /** A whole model. */
    static KerasModel read(Path file, HdfSource source) throws ModelFormatException {
        String text = source.text(source.root(), "model_config");
        if (text == null) {
            throw new ModelFormatException(
                    file,
                    "expected a whole model, found "
                            + (isOfKeras(source, source.root())
                                    ? "only weights (no attribute model_config); give"
                                            + " the configuration of the model beside it"
                                    : "HDF5 that Keras did not write"));
        }
        JsonNode config = KerasConfigurations.json(file, "attribute model_config", text);
        KerasTraining.keep(file, config, source.text(source.root(), "training_config"));
        Group weights = source.group(source.root(), "model_weights");
        if (weights == null) {
            throw new ModelFormatException(
                    file, "expected the group model_weights beside the configuration, found none");
        }
        Map<String, List<KerasModel.Weight>> arrays = layers(file, source, weights);
        String version = version(source, weights, config, arrays);
        arrays = forTensorflow(source, weights, arrays, config);
        return new KerasModel(
                file, "Keras " + version + ", HDF5", KerasConfigurations.major(file, version), config, arrays);
    }

    /** Weights with a configuration from elsewhere. */
    static KerasModel read(Path file, HdfSource source, JsonNode config, String configurationFormat)
            throws ModelFormatException {
        Group inside = source.group(source.root(), "model_weights");
        Group weights = inside == null ? source.root() : inside;
        Map<String, List<KerasModel.Weight>> arrays;
        String version;
        String byOrder = "";
        if (source.texts(weights, "layer_names") != null) {
            arrays = layers(file, source, weights);
            version = version(source, weights, config, arrays);
            if (!namesFit(arrays, config)) {
                arrays = byOrder(file, arrays, config);
                byOrder = ", layers by their order";
            }
        } else if (KerasObjectTree.isIn(source)) {
            arrays = new KerasObjectTree(file, source).weights(config);
            String stated = KerasConfigurations.statedVersion(config);
            version = stated == null ? "3" : stated;
        } else {
            throw new ModelFormatException(
                    file, "expected weights of Keras, found HDF5 without layer_names and without layers");
        }
        arrays = forTensorflow(source, weights, arrays, config);
        return new KerasModel(
                file,
                "Keras " + version + ", HDF5 weights and " + configurationFormat + byOrder,
                KerasConfigurations.major(file, version),
                config,
                arrays);
    }

    private static Map<String, List<KerasModel.Weight>> forTensorflow(
            HdfSource source, Group weights, Map<String, List<KerasModel.Weight>> arrays, JsonNode config)
            throws ModelFormatException {
        String backend = source.text(source.root(), "backend");
        if (backend == null) {
            backend = source.text(weights, "backend");
        }
        return "theano".equals(backend) ? TheanoKernels.turned(arrays, config) : arrays;
    }

    private static boolean isOfKeras(HdfSource source, Group root) throws ModelFormatException {
        return source.texts(root, "layer_names") != null || KerasObjectTree.isIn(source);
    }

    private static Map<String, List<KerasModel.Weight>> layers(Path file, HdfSource source, Group weights)
            throws ModelFormatException {
        List<String> names = source.texts(weights, "layer_names");
        if (names == null) {
            throw new ModelFormatException(
                    file, "expected the attribute layer_names of " + weights.getPath() + ", found none");
        }
        Map<String, List<KerasModel.Weight>> layers = new LinkedHashMap<>();
        for (String name : names) {
            // A layer of Keras may have slashes in its name; its group is then inside another.
            Group group = weights;
            for (String part : name.split("/", -1)) {
                group = group == null || part.isEmpty() ? null : source.group(group, part);
            }
            if (group == null) {
                throw new ModelFormatException(
                        file, "expected a group for layer \"" + name + "\" in " + weights.getPath() + ", found none");
            }
            if (layers.put(name, weights(file, source, group)) != null) {
                throw new ModelFormatException(file, "expected one layer \"" + name + "\" in layer_names, found two");
            }
        }
        return layers;
    }

    private static List<KerasModel.Weight> weights(Path file, HdfSource source, Group layer)
            throws ModelFormatException {
        List<String> names = source.texts(layer, "weight_names");
        List<KerasModel.Weight> weights = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (names == null) {
            if (!layer.getChildren().isEmpty()) {
                throw new ModelFormatException(
                        file, "expected the attribute weight_names of " + layer.getPath() + ", found none");
            }
            return weights;
        }
        for (String name : names) {
            if (!seen.add(name)) {
                throw new ModelFormatException(
                        file, "expected " + name + " once in " + layer.getPath() + ", found it twice");
            }
            weights.add(source.weight(name, source.array(layer, name)));
        }
        return weights;
    }

    private static String version(
            HdfSource source, Group weights, JsonNode config, Map<String, List<KerasModel.Weight>> arrays)
            throws ModelFormatException {
        String version = source.text(source.root(), "keras_version");
        if (version == null) {
            version = source.text(weights, "keras_version");
        }
        if (version == null) {
            version = KerasConfigurations.statedVersion(config);
        }
        if (version == null) {
            // The nine arrays of a GRU and the twelve of an LSTM are Keras 1's, which did not always write its version.
            boolean nine = arrays.values().stream().flatMap(List::stream).anyMatch(w -> w.name()
                    .matches(".*_[WU]_[a-z](:0)?"));
            version = nine ? "1" : KerasConfigurations.guessedVersion(config);
        }
        return version;
    }

    /**
     * Under the names of the configuration. Keras itself goes by the order of the layers, because names often count the layers
     * that a program made before; here the order decides only if the names do not.
     */
    private static Map<String, List<KerasModel.Weight>> byOrder(
            Path file, Map<String, List<KerasModel.Weight>> arrays, JsonNode config) throws ModelFormatException {
        List<String> inFile = arrays.keySet().stream()
                .filter(name -> !arrays.get(name).isEmpty())
                .toList();
        List<String> inConfig = KerasConfigurations.layers(config).stream()
                .filter(KerasConfigurations::mayHaveWeights)
                .map(KerasConfigurations::name)
                .distinct()
                .toList();
        if (inFile.size() != inConfig.size()) {
            throw new ModelFormatException(
                    file,
                    "its layers with weights are " + shortened(inFile) + ", but those of the configuration are "
                            + shortened(inConfig) + "; give the configuration that belongs to these weights");
        }
        Map<String, List<KerasModel.Weight>> renamed = new LinkedHashMap<>();
        for (int i = 0; i < inFile.size(); i++) {
            renamed.put(inConfig.get(i), arrays.get(inFile.get(i)));
        }
        return renamed;
    }

    private static boolean namesFit(Map<String, List<KerasModel.Weight>> arrays, JsonNode config) {
        Set<String> names = new HashSet<>(KerasConfigurations.layerNames(config));
        // Some versions named a wrapper's weights by the layer inside.
        KerasConfigurations.layers(config)
                .forEach(layer -> names.add(layer.path("config")
                        .path("layer")
                        .path("config")
                        .path("name")
                        .asText("")));
        return arrays.entrySet().stream()
                .allMatch(layer -> layer.getValue().isEmpty() || names.contains(layer.getKey()));
    }

    private static String shortened(List<String> names) {
        return names.size() <= 20 ? names.toString() : names.subList(0, 20) + " and " + (names.size() - 20) + " more";
    }
}
