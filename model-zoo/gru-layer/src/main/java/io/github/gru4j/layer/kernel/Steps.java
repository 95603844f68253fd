package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Views of single time steps of an array [B, columns, T] in 'f' order, where each step, and each run of columns in it, is one
 * contiguous block. Made by offset, which costs a fraction of {@code INDArray.get}.
 */
final class Steps {

    private final INDArray array;
    private final long batch;
    private final long columns;

    Steps(INDArray array) {
        this.array = array;
        this.batch = array.size(0);
        this.columns = array.size(1);
    }

    /** The steps of an array of any strides: of itself or of a copy. */
    static Steps of(INDArray array, GruMemory memory) {
        return new Steps(
                array.ordering() == 'f' && Shape.hasDefaultStridesForShape(array)
                        ? array
                        : memory.allocate(array.shape()).assign(array));
    }

    INDArray array() {
        return array;
    }

    /** All columns of step t: [B, columns]. */
    INDArray at(long t) {
        return at(t, 0, columns);
    }

    /** Columns from (inclusive) to (exclusive) of step t: [B, to - from]. */
    INDArray at(long t, long from, long to) {
        return Nd4j.create(
                array.data(),
                new long[] {batch, to - from},
                new long[] {1, batch},
                array.offset() + (t * columns + from) * batch,
                'f');
    }

    /** Steps from (inclusive) to (exclusive): [B, columns, to - from]. */
    INDArray range(long from, long to) {
        return Nd4j.create(
                array.data(),
                new long[] {batch, columns, to - from},
                new long[] {1, batch, batch * columns},
                array.offset() + from * columns * batch,
                'f');
    }

    /** Columns from (inclusive) to (exclusive) of all steps: [B, to - from, T]; not contiguous. */
    INDArray columns(long from, long to) {
        return Nd4j.create(
                array.data(),
                new long[] {batch, to - from, array.size(2)},
                new long[] {1, batch, batch * columns},
                array.offset() + from * batch,
                'f');
    }
}
