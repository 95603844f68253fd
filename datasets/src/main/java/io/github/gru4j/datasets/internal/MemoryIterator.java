package io.github.gru4j.datasets.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.nd4j.linalg.dataset.DataSet;

/** Cuts batches from a split in memory; any number of iterators may share the split. */
final class MemoryIterator extends BatchIterator {

    private final IntFunction<int[]> orderOfEpoch;
    private final Function<int[], DataSet> batchOf;
    private int[] order;
    private int position;

    /** @param batchOf makes a batch of sequences by their numbers */
    MemoryIterator(
            int batch,
            int size,
            int outputs,
            List<String> labels,
            IntFunction<int[]> orderOfEpoch,
            Function<int[], DataSet> batchOf) {
        super(batch, size, outputs, labels);
        this.orderOfEpoch = orderOfEpoch;
        this.batchOf = batchOf;
        this.order = orderOfEpoch.apply(0);
    }

    @Override
    void begin(int epoch) {
        order = orderOfEpoch.apply(epoch);
        position = 0;
    }

    @Override
    public boolean hasNext() {
        return position < order.length;
    }

    @Override
    DataSet read(int count) {
        int end = (int) Math.min(order.length, (long) position + count);
        var next = batchOf.apply(Arrays.copyOfRange(order, position, end));
        position = end;
        return next;
    }
}
