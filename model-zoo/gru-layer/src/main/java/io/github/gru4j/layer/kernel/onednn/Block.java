package io.github.gru4j.layer.kernel.onednn;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Memory laid out by {@link Sections}, which stays until it is closed: native code has addresses alone, and ND4J frees an array
 * that Java cannot reach any more.
 *
 * @param array holds the memory
 * @param start address of the first section
 */
record Block(INDArray array, long start) implements AutoCloseable {

    long address(long place) {
        return start + place;
    }

    @Override
    @SuppressWarnings("ReachabilityFenceUsage") // the finally is that of try-with-resources
    public void close() {
        Reference.reachabilityFence(array);
    }
}
