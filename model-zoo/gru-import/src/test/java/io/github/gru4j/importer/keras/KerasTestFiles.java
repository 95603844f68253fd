package io.github.gru4j.importer.keras;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real files beside the repository, read in the shortest way that serves a test. */
final class KerasTestFiles {

    private KerasTestFiles() {}

    /** A file of the shared data; the test is skipped if it is not there. */
    static Path shared(String name) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            Path file = directory.resolveSibling("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
            directory = directory.getParent();
        }
        String elsewhere = System.getProperty("gru4j.shared.data");
        Path file = elsewhere == null ? null : Path.of(elsewhere, name);
        assumeTrue(file != null && Files.exists(file), "no ../shared/data/" + name + " beside the repository");
        return file;
    }

    static KerasModel model(Path path) throws Exception {
        try (var file = new HdfFile(path)) {
            String version = string(file.getAttribute("keras_version"));
            var config = new ObjectMapper().readTree(string(file.getAttribute("model_config")));
            return new KerasModel(
                    path,
                    "Keras " + version + ", HDF5",
                    Character.digit(version.charAt(0), 10),
                    config,
                    weights((Group) file.getChild("model_weights")));
        }
    }

    static Map<String, List<Weight>> weights(Path path) {
        try (var file = new HdfFile(path)) {
            return weights(file);
        }
    }

    private static Map<String, List<Weight>> weights(Group group) {
        var result = new LinkedHashMap<String, List<Weight>>();
        for (String layer : strings(group.getAttribute("layer_names"))) {
            var inLayer = (Group) group.getChild(layer);
            var list = new ArrayList<Weight>();
            Attribute names = inLayer.getAttribute("weight_names");
            if (names != null && !names.isEmpty()) {
                for (String name : strings(names)) {
                    list.add(weight(inLayer.getDatasetByPath(name), name));
                }
            }
            result.put(layer, list);
        }
        return result;
    }

    private static Weight weight(Dataset dataset, String name) {
        var shape = Arrays.stream(dataset.getDimensions()).mapToObj(Long::valueOf).toList();
        return new Weight(name, shape, (float[]) dataset.getDataFlat());
    }

    private static String string(Attribute attribute) {
        return strings(attribute)[0];
    }

    private static String[] strings(Attribute attribute) {
        Object data = attribute.getData();
        return data instanceof String[] several ? several : new String[] {String.valueOf(data)};
    }
}
