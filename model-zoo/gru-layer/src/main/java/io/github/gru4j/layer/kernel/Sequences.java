package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Sequences [B, C, T] of any strides as the matrix [C, T * B] that the products of {@link Nd4jGruKernel} read and write. */
final class Sequences {

    private Sequences() {}

    /** A view, column t * B + b for step t of sequence b; null if the strides do not allow one. */
    static INDArray asMatrix(INDArray sequences) {
        long batch = sequences.size(0);
        long time = sequences.size(2);
        if (batch > 1 && time > 1 && sequences.stride(2) != batch * sequences.stride(0)) {
            return null;
        }
        long row = sequences.stride(1);
        long column = batch > 1 ? sequences.stride(0) : sequences.stride(2);
        return Nd4j.create(
                sequences.data(),
                new long[] {sequences.size(1), time * batch},
                new long[] {row, column},
                sequences.offset(),
                row <= column ? 'f' : 'c');
    }

    /** A view that a product takes as it is; null if there is none. */
    static INDArray asOperand(INDArray sequences) {
        var matrix = asMatrix(sequences);
        return matrix != null && (matrix.stride(0) == 1 || matrix.stride(1) == 1) ? matrix : null;
    }

    /** The matrix, of the array itself or of a copy. */
    static INDArray toOperand(INDArray sequences, GruMemory memory) {
        var matrix = asOperand(sequences);
        return matrix != null ? matrix : asOperand(allocate(sequences, memory).assign(sequences));
    }

    /** An array of the same shape with a matrix. This is the layout that ND4J copies to fastest from the usual ones. */
    static INDArray allocate(INDArray like, GruMemory memory) {
        return memory.allocate(like.size(0), like.size(2), like.size(1)).permute(0, 2, 1);
    }

    /** Columns from (inclusive) to (exclusive) of a matrix. */
    static INDArray columns(INDArray matrix, long from, long to) {
        return Nd4j.create(
                matrix.data(),
                new long[] {matrix.size(0), to - from},
                matrix.stride().clone(),
                matrix.offset() + from * matrix.stride(1),
                matrix.ordering());
    }

    /** Steps from (inclusive) to (exclusive): [B, C, to - from]. */
    static INDArray range(INDArray sequences, long from, long to) {
        return from == 0 && to == sequences.size(2)
                ? sequences
                : sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }
}
