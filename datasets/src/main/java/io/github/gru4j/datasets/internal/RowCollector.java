package io.github.gru4j.datasets.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the rows of a split one by one, into memory, or, when they would fill it, into a temporary file. */
public final class RowCollector {

    /** Of the heap, what a split may take. */
    private static final int SHARE_OF_HEAP = 8;

    private static final long BYTES_OF_AN_OBJECT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(RowCollector.class);

    private final RowLayout layout;
    private final long most;
    private final List<SequenceRow> rows = new ArrayList<>();
    private long bytes;
    private SpooledRows.Writer spool;

    public RowCollector(RowLayout layout) {
        this(layout, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param most bytes in memory; 0 for always to disk */
    public RowCollector(RowLayout layout, long most) {
        this.layout = layout;
        this.most = most;
    }

    /**
     * Adds a row.
     *
     * @throws IOException if the temporary file cannot be written, with what to do
     */
    public void add(SequenceRow row) throws IOException {
        if (spool == null) {
            bytes += BYTES_OF_AN_OBJECT + (long) Float.BYTES * (row.steps().length + row.answer().length);
            if (bytes <= most) {
                rows.add(row);
                return;
            }
        }
        spool(row);
    }

    private void spool(SequenceRow row) throws IOException {
        try {
            if (spool == null) {
                spool = new SpooledRows.Writer();
                LOG.info("The sequences are too many for the memory: they go to a file in {}", TemporaryFile.folder());
                for (var before : rows) {
                    spool.add(before);
                }
                rows.clear();
            }
            spool.add(row);
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    /** Whether they went to disk. */
    public boolean spooled() {
        return spool != null;
    }

    /** The split; no more rows can be added. */
    public RowSplit split() throws IOException {
        if (spool == null) {
            return new MemoryRows(layout, rows);
        }
        try {
            return new StreamedRows(layout, spool.done());
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    /** What has been added is not needed after all. */
    public void discard() {
        if (spool != null) {
            spool.discard();
        }
    }
}
