package io.github.gru4j.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What of a cell its primitives depend on. */
record CellSize(long nIn, long nOut, boolean resetAfter) {

    static final int GATES = 3;

    /** oneDNN's reset-after cell has a fourth row: the recurrent bias of n. */
    int biasRows() {
        return resetAfter ? GATES + 1 : GATES;
    }

    /** Weights [in, 3H], or their gradients, as oneDNN describes them. */
    memory.desc layout(INDArray array) {
        long column = array.stride(1);
        return Native.strided(
                new long[] {1, 1, array.size(0), GATES, nOut},
                new long[] {array.length(), array.length(), array.stride(0), column * nOut, column});
    }
}
