package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.keras.KerasModel.Weight;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.List;

/** Models of recurrent, dense and convolutional layers in HDF5, with the names of arrays that Keras 1 or 2 gave them. */
final class KerasWriter {

    private KerasWriter() {}

    static Path write(KerasModel model, Path file) throws Exception {
        return write(model, "tensorflow", file);
    }

    static Path write(KerasModel model, String backend, Path file) throws Exception {
        String version = model.version() + ".2.1";
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("keras_version", version);
            hdf.putAttribute("backend", backend);
            hdf.putAttribute("model_config", new ObjectMapper().writeValueAsString(model.config()));
            WritableGroup weights = hdf.putGroup("model_weights");
            weights.putAttribute("keras_version", version);
            weights.putAttribute("backend", backend);
            var names = KerasConfigurations.layerNames(model.config());
            weights.putAttribute("layer_names", names.toArray(String[]::new));
            for (String name : names) {
                layer(
                        weights.putGroup(name),
                        name,
                        model.version(),
                        model.weights().get(name));
            }
        }
        return file;
    }

    private static void layer(WritableGroup group, String name, int version, List<Weight> arrays) {
        if (arrays.isEmpty()) {
            return;
        }
        var names = names(version, arrays).stream()
                .map(array -> version == 1 ? name + "_" + array + ":0" : array + ":0")
                .toList();
        String prefix = version == 1 ? "" : name + "/";
        group.putAttribute(
                "weight_names", names.stream().map(array -> prefix + array).toArray(String[]::new));
        WritableGroup inner = version == 1 ? group : group.putGroup(name);
        for (int i = 0; i < names.size(); i++) {
            inner.putDataset(names.get(i), shaped(arrays.get(i)));
        }
    }

    private static List<String> names(int version, List<Weight> arrays) {
        if (arrays.size() == 9) {
            return List.of("W_z", "U_z", "b_z", "W_r", "U_r", "b_r", "W_h", "U_h", "b_h");
        }
        var all = List.of("kernel", "recurrent_kernel", "bias");
        if (arrays.size() == 3) {
            return all;
        }
        boolean dense = arrays.get(1).shape().size() == 1;
        return !dense ? all.subList(0, 2) : version == 1 ? List.of("W", "b") : List.of("kernel", "bias");
    }

    private static Object shaped(Weight weight) {
        if (weight.shape().size() == 1) {
            return weight.values();
        }
        int[] shape = weight.shape().stream().mapToInt(Long::intValue).toArray();
        Object array = Array.newInstance(float.class, shape);
        fill(array, weight.values(), 0);
        return array;
    }

    private static int fill(Object array, float[] values, int from) {
        int next = from;
        for (int i = 0; i < Array.getLength(array); i++) {
            if (array instanceof float[] row) {
                row[i] = values[next++];
            } else {
                next = fill(Array.get(array, i), values, next);
            }
        }
        return next;
    }
}
