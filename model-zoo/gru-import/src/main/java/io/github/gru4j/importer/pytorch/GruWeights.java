package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedGru.Cell;
import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From PyTorch's weights [3H, nIn], gates in the order r, z, n, to gru4j's [nIn, 3H], gates in the order z, r, n. */
final class GruWeights {

    private static final List<String> BIASES = List.of("bias_ih", "bias_hh");

    private GruWeights() {}

    /**
     * What is wrong with the shapes or types of a layer's weights, or null.
     *
     * @param layer a GRU
     */
    static String problem(RecurrentModule.Layer layer) {
        String forward = problem(layer.forward(), layer.forward());
        return forward != null || !layer.isBidirectional() ? forward : problem(layer.reverse(), layer.forward());
    }

    private static String problem(Map<String, StateTensor> cell, Map<String, StateTensor> first) {
        for (var entry : first.entrySet()) {
            if (!cell.containsKey(entry.getKey())) {
                return "one direction has " + entry.getValue().name() + ", the other has no such weights";
            }
        }
        var input = cell.get("weight_ih");
        var recurrent = cell.get("weight_hh");
        if (input == null || recurrent == null) {
            return "weight_" + (input == null ? "ih" : "hh") + " is missing beside "
                    + cell.values().iterator().next().name()
                    + "; under weight norm or another parametrisation, remove that before saving";
        }
        if (cell.containsKey("bias_ih") != cell.containsKey("bias_hh")) {
            return "one of bias_ih and bias_hh is missing";
        }
        long width = first.get("weight_hh").shape().get(1);
        long nIn = first.get("weight_ih").shape().size() == 2
                ? first.get("weight_ih").shape().get(1)
                : -1;
        for (var entry : cell.entrySet()) {
            var tensor = entry.getValue();
            var expected =
                    switch (entry.getKey()) {
                        case "weight_ih" -> List.of(3 * width, nIn);
                        case "weight_hh" -> List.of(3 * width, width);
                        default -> List.of(3 * width);
                    };
            if (!tensor.shape().equals(expected) || tensor.count() == 0) {
                return tensor.name() + " has the shape " + tensor.shape() + ", expected "
                        + expected.toString().replace("-1", "nIn") + " for a GRU of width " + width;
            }
            if (tensor.count() > Integer.MAX_VALUE / 8) {
                return tensor.name() + " of shape " + tensor.shape() + " is larger than is read";
            }
            if (tensor.type() == null || !tensor.type().isReadable()) {
                return tensor.name() + " is of type " + tensor.typeName() + ", expected F64, F32, F16 or BF16";
            }
        }
        return null;
    }

    /** A layer whose shapes are right. */
    static ImportedGru read(Path file, RecurrentModule.Layer layer) throws IOException {
        String problem = problem(layer);
        if (problem != null) {
            throw new ModelFormatException(file, "GRU \"" + layer.name() + "\": " + problem);
        }
        var shape = layer.forward().get("weight_ih").shape();
        var cells = new ArrayList<Cell>();
        cells.add(cell(layer.forward()));
        if (layer.isBidirectional()) {
            cells.add(cell(layer.reverse()));
        }
        return new ImportedGru(
                layer.name(),
                shape.get(1),
                shape.get(0) / 3,
                true,
                new ActivationTanH(),
                new ActivationSigmoid(),
                layer.isBidirectional() ? Direction.BIDIRECTIONAL : Direction.FORWARD,
                cells);
    }

    private static Cell cell(Map<String, StateTensor> weights) throws IOException {
        var biases = new ArrayList<INDArray>();
        for (String name : BIASES) {
            biases.add(weights.containsKey(name) ? columns(weights.get(name)) : null);
        }
        return new Cell(
                columns(weights.get("weight_ih")), columns(weights.get("weight_hh")), biases.get(0), biases.get(1));
    }

    /** A row of [3H, n] in C order is a column of [n, 3H] in 'f' order: the same numbers, but for the order of the gates. */
    private static INDArray columns(StateTensor tensor) throws IOException {
        var values = tensor.values().read();
        int gate = values.length / 3;
        var reordered = new float[values.length];
        System.arraycopy(values, gate, reordered, 0, gate);
        System.arraycopy(values, 0, reordered, gate, gate);
        System.arraycopy(values, 2 * gate, reordered, 2 * gate, gate);
        long rows = tensor.shape().size() == 1 ? 1 : tensor.shape().get(1);
        long columns = tensor.shape().get(0);
        return Nd4j.create(reordered, new long[] {rows, columns}, new long[] {1, rows}, 'f', DataType.FLOAT);
    }
}
