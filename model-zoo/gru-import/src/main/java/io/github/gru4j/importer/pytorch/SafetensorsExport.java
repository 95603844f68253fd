package io.github.gru4j.importer.pytorch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.internal.WholeFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the parameters of a network's GRU layers as safetensors (float32) that PyTorch's {@code nn.GRU} loads as its
 * {@code state_dict}.
 *
 * <p>Tensors {@code weight_ih_l0} [3H, nIn], {@code weight_hh_l0} [3H, H], {@code bias_ih_l0} and {@code bias_hh_l0} [3H], those of
 * the backward direction with {@code _reverse} behind; gates in PyTorch's order r, z, n. Layers that stand on each other as
 * those of one {@code nn.GRU(num_layers=n)} do become l0, l1, ...; otherwise each layer is one {@code nn.GRU} with the layer's
 * name and a dot before its tensors. Layers other than GRU are not written.
 */
public final class SafetensorsExport {

    private static final int GATES = 3;
    private static final int ALIGNMENT = 8;

    private SafetensorsExport() {}

    /**
     * Writes the GRU layers of a network.
     *
     * @param file to write or to replace; it is whole, or as it was
     * @throws IllegalArgumentException if there is no GRU, or one that PyTorch cannot have; the message names all of them
     * @throws IOException if the file cannot be written
     */
    public static void write(MultiLayerNetwork network, Path file) throws IOException {
        write(ExportedGrus.of(network), file);
    }

    /**
     * Writes the GRU layers of a network; as {@link #write(MultiLayerNetwork, Path)}.
     *
     * @throws IllegalArgumentException if there is no GRU, or one that PyTorch cannot have; the message names all of them
     * @throws IOException if the file cannot be written
     */
    public static void write(ComputationGraph network, Path file) throws IOException {
        write(ExportedGrus.of(network), file);
    }

    private static void write(ExportedGrus stack, Path file) throws IOException {
        var tensors = new LinkedHashMap<String, INDArray>();
        boolean oneModule = stack.isOneModule();
        List<ExportedGrus.Member> members = stack.members();
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            String prefix = oneModule ? "" : member.name() + ".";
            String suffix = "_l" + (oneModule ? i : 0);
            if (member.isBidirectional()) {
                add(tensors, prefix, suffix, member.params(), "f");
                add(tensors, prefix, suffix + "_reverse", member.params(), "b");
            } else {
                add(tensors, prefix, suffix, member.params(), "");
            }
        }
        byte[] header = header(tensors);
        WholeFiles.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (var tensor : tensors.values()) {
                write(tensor, out);
            }
        });
    }

    private static void add(
            Map<String, INDArray> tensors, String prefix, String suffix, Map<String, INDArray> params, String cell) {
        tensors.put(prefix + "weight_ih" + suffix, pytorchOrder(params.get(cell + "W")));
        tensors.put(prefix + "weight_hh" + suffix, pytorchOrder(params.get(cell + "RW")));
        if (params.containsKey(cell + "b")) {
            INDArray b = pytorchOrder(params.get(cell + "b"));
            INDArray rb = pytorchOrder(params.get(cell + "rb"));
            tensors.put(prefix + "bias_ih" + suffix, b.reshape(b.length()));
            tensors.put(prefix + "bias_hh" + suffix, rb.reshape(rb.length()));
        }
    }

    /** From [n, 3H] with the gates z, r, n to [3H, n] with r, z, n. */
    private static INDArray pytorchOrder(INDArray parameter) {
        float[] from =
                parameter.castTo(DataType.FLOAT).transpose().dup('c').data().asFloat();
        var to = from.clone();
        int gate = from.length / GATES;
        System.arraycopy(from, gate, to, 0, gate);
        System.arraycopy(from, 0, to, gate, gate);
        return Nd4j.create(to, new long[] {parameter.size(1), parameter.size(0)}, 'c');
    }

    /** JSON, filled up with spaces so that the numbers behind it are aligned. */
    private static byte[] header(Map<String, INDArray> tensors) throws IOException {
        var entries = new LinkedHashMap<String, Object>();
        entries.put("__metadata__", Map.of("format", "pt"));
        long offset = 0;
        for (var tensor : tensors.entrySet()) {
            long end = offset + tensor.getValue().length() * Float.BYTES;
            var entry = new LinkedHashMap<String, Object>();
            entry.put("dtype", "F32");
            entry.put("shape", tensor.getValue().shape());
            entry.put("data_offsets", new long[] {offset, end});
            entries.put(tensor.getKey(), entry);
            offset = end;
        }
        var json = new StringBuilder(new ObjectMapper().writeValueAsString(entries));
        while (json.toString().getBytes(StandardCharsets.UTF_8).length % ALIGNMENT != 0) {
            json.append(' ');
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(INDArray tensor, OutputStream out) throws IOException {
        float[] values = tensor.data().asFloat();
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }
}
