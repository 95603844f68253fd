package io.github.gru4j.datasets.internal;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Cuts batches from a split in memory; one thread at a time may use it, any number of iterators may share the split.
 *
 * <p>{@code reset()} begins the next epoch once the present one has begun. Before the first batch it does nothing: DL4J
 * resets iterators that are fresh in some places and not in others, and the order of an epoch must not depend on that.
 */
final class MemoryIterator implements DataSetIterator {

    private final SequenceArrays arrays;
    private final int batch;
    private final List<String> labels;
    private final IntFunction<int[]> orderOfEpoch;
    private DataSetPreProcessor preProcessor;
    private int epoch;
    private int[] order;
    private int position;

    MemoryIterator(SequenceArrays arrays, int batch, List<String> labels, IntFunction<int[]> orderOfEpoch) {
        this.arrays = arrays;
        this.batch = requirePositive(batch);
        this.labels = labels;
        this.orderOfEpoch = orderOfEpoch;
        this.order = orderOfEpoch.apply(0);
    }

    private static int requirePositive(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "A batch must hold at least 1 sequence, but batchSize is " + batch + ".");
        }
        return batch;
    }

    @Override
    public boolean hasNext() {
        return position < order.length;
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int count) {
        requirePositive(count);
        if (!hasNext()) {
            throw new NoSuchElementException("All " + order.length
                    + " sequences of the epoch have been read; call reset() to begin the next epoch.");
        }
        int end = Math.min(order.length, position + count);
        var next = arrays.batch(Arrays.copyOfRange(order, position, end));
        position = end;
        if (preProcessor != null) {
            preProcessor.preProcess(next);
        }
        return next;
    }

    @Override
    public void reset() {
        if (position > 0) {
            epoch++;
            order = orderOfEpoch.apply(epoch);
            position = 0;
        }
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int inputColumns() {
        return arrays.size();
    }

    @Override
    public int totalOutcomes() {
        return arrays.outputSize();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** No: a batch is a copy in memory, made faster than a prefetching thread hands it over. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return labels;
    }
}
