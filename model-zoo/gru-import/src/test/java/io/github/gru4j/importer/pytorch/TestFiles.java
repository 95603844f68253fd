package io.github.gru4j.importer.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files as PyTorch does, byte by byte. */
final class TestFiles {

    private TestFiles() {}

    /** A float tensor. */
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Floats(float[] values, long... shape) {

        byte[] bytes() {
            var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(values);
            return buffer.array();
        }
    }

    /** A GRU of width H with the values 0.01, 0.02 and so on. */
    static Map<String, Floats> gru(String prefix, int nIn, int width, int layers, boolean bidirectional) {
        var tensors = new LinkedHashMap<String, Floats>();
        int below = nIn;
        for (int layer = 0; layer < layers; layer++) {
            for (String end : bidirectional ? new String[] {"", "_reverse"} : new String[] {""}) {
                String name = "_l" + layer + end;
                tensors.put(prefix + "weight_ih" + name, counting(3L * width, below));
                tensors.put(prefix + "weight_hh" + name, counting(3L * width, width));
                tensors.put(prefix + "bias_ih" + name, counting(3L * width));
                tensors.put(prefix + "bias_hh" + name, counting(3L * width));
            }
            below = bidirectional ? 2 * width : width;
        }
        return tensors;
    }

    static Floats counting(long... shape) {
        int count = 1;
        for (long dimension : shape) {
            count *= (int) dimension;
        }
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.01f * (i + 1);
        }
        return new Floats(values, shape);
    }

    static byte[] safetensors(Map<String, Floats> tensors) throws IOException {
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        var data = new ByteArrayOutputStream();
        for (var entry : tensors.entrySet()) {
            int begin = data.size();
            data.write(entry.getValue().bytes());
            header.append(String.format(
                    ",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                    entry.getKey(), java.util.Arrays.toString(entry.getValue().shape()), begin, data.size()));
        }
        return safetensors(header + "}", data.toByteArray());
    }

    static byte[] safetensors(String header, byte[] data) throws IOException {
        var json = header.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array());
        out.write(json);
        out.write(data);
        return out.toByteArray();
    }

    /** A file of torch.save with a state_dict in it. */
    static byte[] torch(Map<String, Floats> tensors) throws IOException {
        var pickle = new PickleWriter().protocol().emptyDict().mark();
        var storages = new LinkedHashMap<String, byte[]>();
        for (var entry : tensors.entrySet()) {
            String key = Integer.toString(storages.size());
            var tensor = entry.getValue();
            pickle.text(entry.getKey()).tensor("FloatStorage", key, tensor.values().length, 0, tensor.shape(), null);
            storages.put(key, tensor.bytes());
        }
        return torch(pickle.op('u').stop(), storages);
    }

    static byte[] torch(byte[] pickle, Map<String, byte[]> storages) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("archive/data.pkl", pickle);
        entries.put("archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        storages.forEach((key, bytes) -> entries.put("archive/data/" + key, bytes));
        return zip(entries);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static Path write(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
