package io.github.gru4j.datasets.internal;

import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What iterators over a split have in common. {@code reset()} begins the next epoch once the present one has begun. Before the
 * first batch it does nothing: DL4J resets iterators that are fresh in some places and not in others, and the order of an
 * epoch must not depend on that.
 */
abstract class RowIterator implements DataSetIterator {

    private final RowLayout layout;
    private final int batch;
    private final List<String> labels;
    private DataSetPreProcessor preProcessor;
    private boolean begun;
    private int epoch;

    RowIterator(RowLayout layout, int batch, List<String> labels) {
        this.layout = layout;
        this.batch = requirePositive(batch);
        this.labels = labels;
    }

    private static int requirePositive(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "A batch must hold at least 1 sequence, but batchSize is " + batch + ".");
        }
        return batch;
    }

    /** Goes to the beginning of an epoch; the first is 0. */
    abstract void begin(int ofEpoch);

    /** At most so many sequences, at least one. */
    abstract List<SequenceRow> take(int count);

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int count) {
        requirePositive(count);
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All sequences of the epoch have been read; call reset() to begin the next epoch.");
        }
        begun = true;
        var next = layout.batch(take(count));
        if (preProcessor != null) {
            preProcessor.preProcess(next);
        }
        return next;
    }

    @Override
    public void reset() {
        if (begun) {
            begun = false;
            epoch++;
            begin(epoch);
        }
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int inputColumns() {
        return layout.size();
    }

    @Override
    public int totalOutcomes() {
        return layout.outputs();
    }

    @Override
    public boolean resetSupported() {
        return true;
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
