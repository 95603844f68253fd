package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a batch of sequences as columns: a matrix [rows, T * B] in 'f' order, column t * B + b for step t of sequence b.
 *
 * <p>Each step [rows, B] and each run of steps is one contiguous block, and all steps together are one matrix for one product.
 */
final class Steps {

    private final INDArray array;
    private final long rows;
    private final long batch;

    Steps(INDArray array, long batch) {
        this.array = array;
        this.rows = array.size(0);
        this.batch = batch;
    }

    static Steps allocate(GruMemory memory, long rows, long batch, long time) {
        return new Steps(memory.allocate(rows, time * batch), batch);
    }

    /** All steps: [rows, T * B]. */
    INDArray array() {
        return array;
    }

    long count() {
        return array.size(1) / batch;
    }

    /** Steps from (inclusive) to (exclusive). */
    Steps range(long from, long to) {
        if (from == 0 && to == count()) {
            return this;
        }
        return new Steps(Sequences.columns(array, from * batch, to * batch), batch);
    }

    StepCursor cursor() {
        return new StepCursor(array, rows, batch);
    }

    /** Fills all steps from sequences [B, rows, T] of any strides. */
    void read(INDArray sequences) {
        var matrix = Sequences.asMatrix(sequences);
        if (matrix != null) {
            array.assign(matrix);
        } else {
            inSequences().assign(sequences);
        }
    }

    /** Copies all steps to sequences [B, rows, T] of any strides. */
    void write(INDArray sequences) {
        var matrix = Sequences.asMatrix(sequences);
        if (matrix != null) {
            matrix.assign(array);
        } else {
            sequences.assign(inSequences());
        }
    }

    private INDArray inSequences() {
        return array.reshape('f', rows, batch, count()).permute(1, 0, 2);
    }
}
