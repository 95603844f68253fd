package io.github.gru4j.datasets.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Reads batches in the background, from the first time that one is asked for. What goes wrong there is thrown to who asks for the
 * batch, again and again until {@code reset()}, which then begins the next epoch. Who is interrupted while waiting gets the batch and
 * stays interrupted.
 *
 * <p>ND4J's AsyncDataSetIterator waits for ever when reading fails, and answers null to who does not call {@code hasNext()}.
 */
final class ReadAhead extends BatchIterator {

    private static final int BATCHES = 4;

    private static final ExecutorService READERS = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "gru4j-read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    private final RowLayout layout;
    private final Rows rows;
    /** Each reads after the one before; null at the end. */
    private final Deque<CompletableFuture<DataSet>> ahead = new ArrayDeque<>();

    /** What is read; one thread at a time does it. */
    interface Rows {

        /** Goes to the beginning of an epoch. */
        void begin(int epoch);

        /** The next ones, fewer than asked for at the end of the epoch, then none. */
        List<SequenceRow> take(int count);
    }

    ReadAhead(RowLayout layout, int batch, List<String> labels, Rows rows) {
        super(batch, layout.size(), layout.outputs(), labels);
        this.layout = layout;
        this.rows = rows;
        rows.begin(0);
    }

    private DataSet make() {
        var next = rows.take(batch());
        return next.isEmpty() ? null : layout.batch(next);
    }

    private DataSet first() {
        while (ahead.size() < BATCHES) {
            ahead.add(
                    ahead.isEmpty()
                            ? CompletableFuture.supplyAsync(this::make, READERS)
                            : ahead.getLast().thenApplyAsync(before -> before == null ? null : make(), READERS));
        }
        try {
            return ahead.getFirst().join();
        } catch (CompletionException e) {
            begun();
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (e.getCause() instanceof Error reason) {
                throw reason;
            }
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return first() != null;
    }

    /** Batches have been made already. */
    @Override
    DataSet read(int count) {
        if (count != batch()) {
            throw new UnsupportedOperationException("Batches of " + batch()
                    + " sequences are read ahead; for batches of " + count + ", ask for another iterator.");
        }
        var next = first();
        ahead.removeFirst();
        return next;
    }

    @Override
    void begin(int epoch) {
        // Whatever came of it: the next epoch reads anew.
        ahead.forEach(batch -> batch.exceptionally(e -> null).join());
        ahead.clear();
        rows.begin(epoch);
    }
}
