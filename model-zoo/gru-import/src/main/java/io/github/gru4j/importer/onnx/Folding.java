package io.github.gru4j.importer.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Constants that nodes of the graph still arrange: exporters that do not fold leave gates to be cut out and put in ONNX's order. */
final class Folding {

    private static final int MOST_NODES = 8;
    private static final int MOST_INPUTS = 16;
    private static final int MOST_AXES = 16;

    private final OnnxFile file;
    private final Map<String, NodeProto> producers;

    /** @param producers nodes by the names of their outputs */
    Folding(OnnxFile file, Map<String, NodeProto> producers) {
        this.file = file;
        this.producers = producers;
    }

    /** The values of this name, or null if they are not known from the file; {@code depth} nodes have been followed. */
    INDArray floats(String name, int depth) {
        var found = known(name, depth);
        file.take(found == null ? 0 : found.length());
        return found;
    }

    private INDArray known(String name, int depth) {
        var tensor = file.tensor(name);
        if (tensor != null) {
            return Tensors.floats(tensor);
        }
        var node = producers.get(name);
        if (node == null || depth > MOST_NODES || node.getInputCount() == 0 || node.getInputCount() > MOST_INPUTS) {
            return null;
        }
        if (node.getOpType().equals("Concat")) {
            return concatenated(node, depth);
        }
        boolean arranges =
                switch (node.getOpType()) {
                    case "Identity", "Cast", "Squeeze", "Unsqueeze", "Transpose", "Reshape", "Slice", "Split" -> true;
                    default -> false;
                };
        var of = arranges ? floats(node.getInput(0), depth + 1) : null;
        if (of == null) {
            return null;
        }
        return switch (node.getOpType()) {
            case "Identity" -> of;
            case "Cast" -> cast(node, of);
            case "Squeeze", "Unsqueeze" -> rearranged(node, of);
            case "Transpose" -> transposed(node, of);
            case "Reshape" -> reshaped(node, of);
            case "Split" -> split(node, of, node.getOutputList().indexOf(name));
            default -> sliced(node, of);
        };
    }

    /** Only what does not round. */
    private static INDArray cast(NodeProto node, INDArray of) {
        long to = Attributes.integer(node, "to", 0);
        return to == TensorProto.DataType.FLOAT_VALUE || to == TensorProto.DataType.DOUBLE_VALUE ? of : null;
    }

    private INDArray rearranged(NodeProto node, INDArray of) {
        var axes = file.axes(node);
        if (axes == null || axes.length > MOST_AXES) {
            return null;
        }
        boolean squeezes = node.getOpType().equals("Squeeze");
        int rank = squeezes ? of.rank() : of.rank() + axes.length;
        long[] sorted = Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
        var shape = new long[rank + (squeezes ? -axes.length : 0)];
        int from = 0;
        int to = 0;
        for (int i = 0; i < rank; i++) {
            boolean named = Arrays.binarySearch(sorted, i) >= 0;
            if (squeezes && named && of.size(i) != 1) {
                return null;
            } else if (squeezes && !named && to < shape.length) {
                shape[to++] = of.size(i);
            } else if (!squeezes) {
                shape[i] = named ? 1 : of.size(from++);
            }
        }
        return of.dup('c').reshape('c', shape);
    }

    private static INDArray transposed(NodeProto node, INDArray of) {
        var given = Attributes.ints(node, "perm");
        var perm = new int[of.rank()];
        for (int i = 0; i < perm.length; i++) {
            perm[i] = given.isEmpty() ? perm.length - 1 - i : i < given.size() ? Math.toIntExact(given.get(i)) : -1;
        }
        // Another order than one of all axes must not reach native code.
        boolean fits = (given.isEmpty() || given.size() == perm.length)
                && Arrays.equals(
                        Arrays.stream(perm).sorted().toArray(),
                        IntStream.range(0, perm.length).toArray());
        return fits ? of.permute(perm).dup('c') : null;
    }

    private INDArray reshaped(NodeProto node, INDArray of) {
        long[] given = node.getInputCount() > 1 ? file.longs(node.getInput(1)) : null;
        if (given == null) {
            return null;
        }
        var shape = given.clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] == 0 && i < of.rank() ? of.size(i) : shape[i];
            if (shape[i] == -1 && open < 0) {
                open = i;
            } else {
                known = Math.multiplyExact(known, shape[i]);
            }
        }
        if (open >= 0 && known > 0) {
            shape[open] = of.length() / known;
            known *= shape[open];
        }
        boolean fits = shape.length <= MOST_AXES && Arrays.stream(shape).allMatch(size -> size > 0);
        return fits && known == of.length() ? of.dup('c').reshape('c', shape) : null;
    }

    private INDArray concatenated(NodeProto node, int depth) {
        var parts = new INDArray[node.getInputCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = floats(node.getInput(i), depth + 1);
            if (parts[i] == null) {
                return null;
            }
        }
        int rank = parts[0].rank();
        int axis = Math.toIntExact(Attributes.integer(node, "axis", 0));
        axis = axis < 0 ? axis + rank : axis;
        long length = 0;
        for (var part : parts) {
            long[] shape = part.shape().clone();
            if (axis < 0 || axis >= rank || shape.length != rank) {
                return null;
            }
            shape[axis] = parts[0].size(axis);
            if (!Arrays.equals(shape, parts[0].shape())) {
                return null;
            }
            length += part.length();
        }
        file.take(length);
        return Nd4j.concat(axis, parts);
    }

    private INDArray sliced(NodeProto node, INDArray of) {
        var cut = Cut.of(file, node);
        if (cut == null || cut.axis() >= of.rank() || cut.axis() < -of.rank()) {
            return null;
        }
        int axis = (int) (cut.axis() < 0 ? cut.axis() + of.rank() : cut.axis());
        long length = of.size(axis);
        long start = Math.max(0, cut.start() < 0 ? cut.start() + length : cut.start());
        long end = Math.min(length, cut.end() < 0 ? cut.end() + length : cut.end());
        return part(of, axis, start, end);
    }

    private INDArray split(NodeProto node, INDArray of, int at) {
        int axis = Math.toIntExact(Attributes.integer(node, "axis", 0));
        axis = axis < 0 ? axis + of.rank() : axis;
        long[] sizes = node.getInputCount() > 1
                ? file.longs(node.getInput(1))
                : Attributes.ints(node, "split").stream()
                        .mapToLong(Long::longValue)
                        .toArray();
        if (sizes == null || axis < 0 || axis >= of.rank()) {
            return null;
        }
        if (sizes.length == 0) {
            long each = of.size(axis) / node.getOutputCount();
            sizes = new long[node.getOutputCount()];
            Arrays.fill(sizes, each);
        }
        if (at >= sizes.length
                || Arrays.stream(sizes).anyMatch(size -> size < 0 || size > of.length())
                || Arrays.stream(sizes).sum() != of.size(axis)) {
            return null;
        }
        long start = Arrays.stream(sizes, 0, at).sum();
        return part(of, axis, start, start + sizes[at]);
    }

    private static INDArray part(INDArray of, int axis, long start, long end) {
        if (start < 0 || start >= end) {
            return null;
        }
        var index = new INDArrayIndex[of.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        index[axis] = NDArrayIndex.interval(start, end);
        // ND4J may drop an axis of length one.
        long[] shape = of.shape().clone();
        shape[axis] = end - start;
        return of.get(index).dup('c').reshape('c', shape);
    }
}
