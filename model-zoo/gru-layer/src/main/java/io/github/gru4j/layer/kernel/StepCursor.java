package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One view that moves over the steps of {@link Steps}: {@link #at} returns the same array each time, with other data. Moving it
 * costs a tenth of making a new view.
 */
final class StepCursor {

    private final INDArray view;
    private final DataBuffer data;
    private final long offset;
    private final long length;

    StepCursor(INDArray array, long rows, long batch) {
        this.view = Nd4j.create(array.data(), new long[] {rows, batch}, new long[] {1, rows}, array.offset(), 'f');
        this.data = array.data();
        this.offset = array.offset();
        this.length = rows * batch;
    }

    /** The view itself, wherever it is: for operations that are set up once. */
    INDArray view() {
        return view;
    }

    /** Moves to step t: [rows, B]. */
    INDArray at(long t) {
        view.setData(Nd4j.createBuffer(data, offset + t * length, length));
        return view;
    }
}
