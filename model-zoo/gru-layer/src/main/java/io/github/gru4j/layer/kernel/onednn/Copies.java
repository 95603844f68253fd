package io.github.gru4j.layer.kernel.onednn;

/** Copies between arrays of any strides and dense ones [steps, rows, features]; each kind is made once. */
final class Copies {

    private static final int CAPACITY = 32;

    /** Sizes of a strided array, then its strides in floats. */
    record Layout(long steps, long rows, long features, long stepStride, long rowStride, long featureStride) {}

    private final RecentlyUsed<Layout, Copy> in = new RecentlyUsed<>(CAPACITY, layout -> copy(layout, true));
    private final RecentlyUsed<Layout, Copy> out = new RecentlyUsed<>(CAPACITY, layout -> copy(layout, false));

    Copy into(Layout from) {
        return in.get(from);
    }

    Copy outOf(Layout to) {
        return out.get(to);
    }

    private static Copy copy(Layout l, boolean intoDense) {
        try (var scope = Native.scope()) {
            long[] sizes = {l.steps, l.rows, l.features};
            // oneDNN takes no strides of zero, as a single step may have.
            long stepStride = l.steps == 1 ? l.rows * l.features : l.stepStride;
            var strided = Native.strided(sizes, new long[] {stepStride, l.rowStride, l.featureStride});
            var dense = Native.dense(sizes);
            return intoDense ? new Copy(strided, dense) : new Copy(dense, strided);
        }
    }
}
