package io.github.gru4j.datasets.internal;

import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What iterators over a split have in common; one thread at a time may use one. {@code reset()} begins the next epoch once the
 * present one has begun. Before the first batch it does nothing: DL4J resets iterators that are fresh in some places and not in
 * others, and the order of an epoch must not depend on that.
 */
abstract class BatchIterator implements DataSetIterator {

    private final int batch;
    private final int size;
    private final int outputs;
    private final List<String> labels;
    private DataSetPreProcessor preProcessor;
    private boolean begun;
    private int epoch;

    /**
     * Takes what the questions about all batches are answered with.
     *
     * @param size values of a step
     * @param outputs values of an answer
     */
    BatchIterator(int batch, int size, int outputs, List<String> labels) {
        this.batch = requirePositive(batch);
        this.size = size;
        this.outputs = outputs;
        this.labels = labels;
    }

    private static int requirePositive(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "A batch must hold at least 1 sequence, but batchSize is " + batch + ".");
        }
        return batch;
    }

    /** Goes to the beginning of an epoch; the first is 0, and an iterator begins there. */
    abstract void begin(int ofEpoch);

    /** At most so many sequences, at least one; there is a next. */
    abstract DataSet read(int count);

    @Override
    public final DataSet next() {
        return next(batch);
    }

    @Override
    public final DataSet next(int count) {
        requirePositive(count);
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All sequences of the epoch have been read; call reset() to begin the next epoch.");
        }
        var next = read(count);
        begun();
        if (preProcessor != null) {
            preProcessor.preProcess(next);
        }
        return next;
    }

    /** From now on, {@code reset()} begins the next epoch. */
    final void begun() {
        begun = true;
    }

    @Override
    public final void reset() {
        if (begun) {
            begun = false;
            epoch++;
            begin(epoch);
        }
    }

    @Override
    public final int batch() {
        return batch;
    }

    @Override
    public final int inputColumns() {
        return size;
    }

    @Override
    public final int totalOutcomes() {
        return outputs;
    }

    @Override
    public final boolean resetSupported() {
        return true;
    }

    /** No: a batch is a copy in memory, made faster than a thread hands it over, or has been read ahead already. */
    @Override
    public final boolean asyncSupported() {
        return false;
    }

    @Override
    public final void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public final DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public final List<String> getLabels() {
        return labels;
    }
}
