package io.github.gru4j.datasets.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Reads batches in the background, from the first time that one is asked for. As with the iterator below, {@code reset()} before
 * the first batch does nothing, though some have been read ahead.
 *
 * <p>ND4J's AsyncDataSetIterator waits for ever when reading fails, and answers null to who does not call {@code hasNext()}.
 */
final class ReadAhead implements DataSetIterator {

    private static final int BATCHES = 4;

    private static final ExecutorService READERS = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "gru4j-read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    private final RowIterator below;
    /** Each reads after the one before; null at the end. */
    private final Deque<CompletableFuture<DataSet>> ahead = new ArrayDeque<>();

    private boolean begun;

    ReadAhead(RowIterator below) {
        this.below = below;
    }

    private DataSet read() {
        return below.hasNext() ? below.next() : null;
    }

    private DataSet first() {
        while (ahead.size() < BATCHES) {
            ahead.add(
                    ahead.isEmpty()
                            ? CompletableFuture.supplyAsync(this::read, READERS)
                            : ahead.getLast().thenApplyAsync(before -> before == null ? null : read(), READERS));
        }
        try {
            return ahead.getFirst().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return first() != null;
    }

    @Override
    public DataSet next() {
        var next = first();
        if (next == null) {
            throw new NoSuchElementException(
                    "All sequences of the epoch have been read; call reset() to begin the next epoch.");
        }
        begun = true;
        ahead.removeFirst();
        return next;
    }

    /** Batches have been made already. */
    @Override
    public DataSet next(int count) {
        if (count != batch()) {
            throw new UnsupportedOperationException("Batches of " + batch()
                    + " sequences are read ahead; for batches of " + count + ", ask for another iterator.");
        }
        return next();
    }

    @Override
    public void reset() {
        if (begun) {
            begun = false;
            // Whatever came of it: the next epoch reads anew.
            ahead.forEach(batch -> batch.exceptionally(e -> null).join());
            ahead.clear();
            below.reset();
        }
    }

    @Override
    public int batch() {
        return below.batch();
    }

    @Override
    public int inputColumns() {
        return below.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return below.totalOutcomes();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** It is. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        below.setPreProcessor(preProcessor);
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return below.getPreProcessor();
    }

    @Override
    public List<String> getLabels() {
        return below.getLabels();
    }
}
