package io.github.gru4j.importer.keras;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files laid out as Keras lays them out. */
final class KerasWritten {

    /** A functional model with every kind of part that weights can be in. */
    static final String CONFIG = """
            {"module": "keras", "class_name": "Functional", "registered_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 3, 2]}},
              {"class_name": "GRU", "config": {"name": "second_gru", "units": 1}},
              {"class_name": "Dropout", "config": {"name": "drop", "rate": 0.5}},
              {"class_name": "Bidirectional", "config": {"name": "both",
                "layer": {"class_name": "GRU", "config": {"name": "inner"}}}},
              {"class_name": "GRU", "config": {"name": "a_gru", "units": 1}},
              {"class_name": "SimpleRNN", "config": {"name": "plain", "units": 1}},
              {"class_name": "TimeDistributed", "config": {"name": "each",
                "layer": {"class_name": "Dense", "config": {"name": "inner_dense"}}}},
              {"class_name": "Sequential", "config": {"name": "nested", "layers": [
                {"class_name": "Dense", "config": {"name": "d1"}}, {"class_name": "Dense", "config": {"name": "d2"}}]}},
              {"class_name": "BatchNormalization", "config": {"name": "norm"}}
            ]}}
            """;

    private KerasWritten() {}

    /** The groups of {@link #CONFIG} and the values of their arrays; the number tells them apart. */
    static Map<String, Object> arrays() {
        Map<String, Object> arrays = new LinkedHashMap<>();
        arrays.put("layers/gru/cell/vars/0", new float[][] {{1, 2, 3}, {4, 5, 6}});
        arrays.put("layers/gru/cell/vars/1", new float[][] {{7, 8, 9}});
        arrays.put("layers/gru/cell/vars/2", new float[][] {{10, 11, 12}, {13, 14, 15}});
        arrays.put("layers/gru/cell/seed_generator/vars/0", new int[] {1, 2});
        arrays.put("layers/dropout/seed_generator/vars/0", new int[] {1, 2});
        arrays.put("layers/bidirectional/backward_layer/cell/vars/0", new float[] {30});
        arrays.put("layers/bidirectional/forward_layer/cell/vars/0", new float[] {20});
        arrays.put("layers/gru_1/cell/vars/0", new double[][] {{1.5, 2.5, -3.5}});
        arrays.put("layers/simple_rnn/cell/vars/0", new float[] {40});
        arrays.put("layers/time_distributed/layer/vars/0", new float[] {50});
        arrays.put("layers/sequential/layers/dense/vars/0", new float[] {60});
        arrays.put("layers/sequential/layers/dense_1/vars/0", new float[] {61});
        arrays.put("layers/batch_normalization/vars/0", new float[] {70});
        arrays.put("layers/batch_normalization/vars/1", new float[] {71});
        arrays.put("layers/batch_normalization/vars/2", new float[] {72});
        arrays.put("layers/batch_normalization/vars/3", new float[] {73});
        return arrays;
    }

    static byte[] hdf5(Path folder, Map<String, Object> arrays) throws IOException {
        Path file = Files.createTempFile(folder, "written", ".h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            Map<String, WritableGroup> groups = new LinkedHashMap<>();
            for (Map.Entry<String, Object> array : arrays.entrySet()) {
                String path = array.getKey();
                WritableGroup group = group(hdf, groups, path.substring(0, path.lastIndexOf('/')));
                group.putDataset(path.substring(path.lastIndexOf('/') + 1), array.getValue());
            }
        }
        return Files.readAllBytes(file);
    }

    private static WritableGroup group(WritableGroup root, Map<String, WritableGroup> groups, String path) {
        if (path.isEmpty()) {
            return root;
        }
        WritableGroup known = groups.get(path);
        if (known == null) {
            int slash = path.lastIndexOf('/');
            WritableGroup parent = slash < 0 ? root : group(root, groups, path.substring(0, slash));
            known = parent.putGroup(path.substring(slash + 1));
            groups.put(path, known);
        }
        return known;
    }

    /** A whole model in HDF5, of two layers. */
    static byte[] wholeModel(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "whole", ".h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            text(hdf, "keras_version", "2.2.4");
            text(hdf, "model_config", """
                    {"class_name": "Sequential", "config": {"name": "s", "layers": [
                      {"class_name": "GRU", "config": {"name": "gru_1", "units": 2, "batch_input_shape": [null, 4, 3]}},
                      {"class_name": "Dense", "config": {"name": "dense_1", "units": 1, "use_bias": false}}]}}""");
            WritableGroup weights = hdf.putGroup("model_weights");
            // In pieces, as for models of very many layers.
            weights.putAttribute("layer_names0", new String[] {"gru_1"});
            weights.putAttribute("layer_names1", new String[] {"dense_1"});
            WritableGroup gru = weights.putGroup("gru_1");
            gru.putAttribute(
                    "weight_names", new String[] {"gru_1/kernel:0", "gru_1/recurrent_kernel:0", "gru_1/bias:0"});
            WritableGroup inner = gru.putGroup("gru_1");
            inner.putDataset("kernel:0", new float[3][6]);
            inner.putDataset("recurrent_kernel:0", new float[2][6]);
            inner.putDataset("bias:0", new float[] {1, 2, 3, 4, 5, 6});
            WritableGroup dense = weights.putGroup("dense_1");
            dense.putAttribute("weight_names", new String[] {"dense_1/kernel:0"});
            dense.putGroup("dense_1").putDataset("kernel:0", new double[][] {{0.5}, {-0.25}});
        }
        return Files.readAllBytes(file);
    }

    static void text(WritableNode node, String name, String text) {
        node.putAttribute(name, text);
    }

    static byte[] archive(Map<String, byte[]> entries) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The entries of an archive of a model that can be imported. */
    static Map<String, byte[]> importable(Path folder) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("metadata.json", "{\"keras_version\": \"3.6.0\"}".getBytes(StandardCharsets.UTF_8));
        entries.put("config.json", """
                {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [
                  {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 4, 3]}},
                  {"class_name": "GRU", "config": {"name": "g", "units": 2, "reset_after": true, "return_sequences": true}},
                  {"class_name": "Bidirectional", "config": {"name": "b", "merge_mode": "sum",
                    "layer": {"class_name": "LSTM", "config": {"name": "l", "units": 1, "return_sequences": false}}}},
                  {"class_name": "Dropout", "config": {"name": "d", "rate": 0.5}},
                  {"class_name": "Dense", "config": {"name": "out", "units": 1, "activation": "sigmoid"}}]}}""".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> arrays = new LinkedHashMap<>();
        arrays.put("layers/gru/cell/vars/0", new float[3][6]);
        arrays.put("layers/gru/cell/vars/1", new float[2][6]);
        arrays.put("layers/gru/cell/vars/2", new float[2][6]);
        for (String direction : new String[] {"forward_layer", "backward_layer"}) {
            arrays.put("layers/bidirectional/" + direction + "/cell/vars/0", new float[2][4]);
            arrays.put("layers/bidirectional/" + direction + "/cell/vars/1", new float[1][4]);
            arrays.put("layers/bidirectional/" + direction + "/cell/vars/2", new float[4]);
        }
        arrays.put("layers/dense/vars/0", new float[1][1]);
        arrays.put("layers/dense/vars/1", new float[1]);
        entries.put("model.weights.h5", hdf5(folder, arrays));
        return entries;
    }

    /** The entries of an archive of {@link #CONFIG}. */
    static Map<String, byte[]> entries(Path folder) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("metadata.json", "{\"keras_version\": \"3.6.0\"}".getBytes(StandardCharsets.UTF_8));
        entries.put("config.json", CONFIG.getBytes(StandardCharsets.UTF_8));
        entries.put("model.weights.h5", hdf5(folder, arrays()));
        return entries;
    }
}
