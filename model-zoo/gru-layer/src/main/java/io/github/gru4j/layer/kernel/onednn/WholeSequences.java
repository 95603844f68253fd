package io.github.gru4j.layer.kernel.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** All steps of all sequences of an array [B, C, T], as they are. */
final class WholeSequences implements Sequences {

    private final INDArray array;
    private final Copies copies;
    private final Rows rows;
    private final long batch;
    private final long features;
    private final long rowStride;
    private final long featureStride;
    private final long stepStride;

    /** @param array [B, C, T], or [B, C], which is one step */
    WholeSequences(INDArray array, Copies copies, Rows rows) {
        this.array = array;
        this.copies = copies;
        this.rows = rows;
        this.batch = array.size(0);
        this.features = array.size(1);
        this.rowStride = array.stride(0);
        this.featureStride = array.stride(1);
        this.stepStride = array.rank() == 2 ? 0 : array.stride(2);
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
        return Native.address(array) + step * stepStride * Float.BYTES;
    }

    private boolean isDense(long steps) {
        return (features == 1 || featureStride == 1)
                && (batch == 1 || rowStride == features)
                && (steps == 1 || stepStride == batch * features);
    }

    private Copies.Layout layout(long steps) {
        return new Copies.Layout(steps, batch, features, stepStride, rowStride, featureStride);
    }
}
