package io.github.gru4j.layer;

import io.github.gru4j.layer.kernel.GruMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scratch memory for calls that are alike: each call is given the arrays of the call before. Outside of a workspace an
 * allocation costs more than a step of a small GRU.
 */
final class ReusedMemory implements GruMemory {

    private final DataType dataType;
    private final List<INDArray> arrays = new ArrayList<>();
    private int next;

    ReusedMemory(DataType dataType) {
        this.dataType = dataType;
    }

    /** Forgets what the call before had. */
    ReusedMemory rewind() {
        next = 0;
        return this;
    }

    @Override
    public INDArray allocate(long... shape) {
        if (next == arrays.size() || !Arrays.equals(arrays.get(next).shape(), shape)) {
            arrays.subList(next, arrays.size()).clear();
            try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                arrays.add(Nd4j.createUninitialized(dataType, shape, 'f'));
            }
        }
        return arrays.get(next++);
    }
}
