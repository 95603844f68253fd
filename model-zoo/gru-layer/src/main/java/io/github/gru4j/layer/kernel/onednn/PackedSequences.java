package io.github.gru4j.layer.kernel.onednn;

/** The steps of a {@link Pack}, from a dense array [T, B, C] of all steps. */
final class PackedSequences implements Sequences {

    private final Pack pack;
    private final long dense;
    private final long features;
    private final Rows rows;

    /** @param dense address of the array of all steps */
    PackedSequences(Pack pack, long dense, long features, Rows rows) {
        this.pack = pack;
        this.dense = dense;
        this.features = features;
        this.rows = rows;
    }

    @Override
    public long load(long first, long steps, long buffer) {
        int from = Math.toIntExact(first * pack.rows());
        int to = Math.toIntExact((first + steps) * pack.rows());
        for (int cell = from; cell < to; cell++) {
            int source = pack.source(cell);
            long target = buffer + (cell - from) * features * Float.BYTES;
            if (source < 0) {
                rows.clear(target, features);
            } else {
                rows.copy(dense + source * features * Float.BYTES, target, features);
            }
        }
        return buffer;
    }

    @Override
    public void store(long first, long steps, long buffer) {
        int from = Math.toIntExact(first * pack.rows());
        int to = Math.toIntExact((first + steps) * pack.rows());
        for (int cell = from; cell < to; cell++) {
            int source = pack.source(cell);
            if (source >= 0) {
                rows.copy(
                        buffer + (cell - from) * features * Float.BYTES,
                        dense + source * features * Float.BYTES,
                        features);
            }
        }
    }
}
