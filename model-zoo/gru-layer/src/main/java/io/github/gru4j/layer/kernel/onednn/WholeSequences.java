package io.github.gru4j.layer.kernel.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** All steps of all sequences of an array [B, C, T], as they are. */
final class WholeSequences implements Sequences {

    private final INDArray array;
    private final Copies copies;
    private final Rows rows;
    private final long batch;
    private final long features;

    WholeSequences(INDArray array, Copies copies, Rows rows) {
        this.array = array;
        this.copies = copies;
        this.rows = rows;
        this.batch = array.size(0);
        this.features = array.size(1);
    }

    @Override
    public long load(long first, long steps, long buffer) {
        if (isDense(steps)) {
            return address(first);
        }
        copies.into(layout(steps)).run(address(first), buffer);
        return buffer;
    }

    @Override
    public void store(long first, long steps, long buffer) {
        if (isDense(steps)) {
            rows.copy(buffer, address(first), steps * batch * features);
        } else {
            copies.outOf(layout(steps)).run(buffer, address(first));
        }
    }

    private long address(long step) {
        return Native.address(array) + step * array.stride(2) * Float.BYTES;
    }

    private boolean isDense(long steps) {
        return (features == 1 || array.stride(1) == 1)
                && (batch == 1 || array.stride(0) == features)
                && (steps == 1 || array.stride(2) == batch * features);
    }

    private Copies.Layout layout(long steps) {
        return new Copies.Layout(steps, batch, features, array.stride(2), array.stride(0), array.stride(1));
    }
}
