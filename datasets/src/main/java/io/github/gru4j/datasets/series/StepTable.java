package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.TemporaryFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Normalised rows, from which windows are cut: one array, or a temporary file. Threads may share it.
 *
 * <p>A row holds the inputs of a step and then those answers that differ from the inputs (other columns, not clipped, not made up).
 */
final class StepTable {

    private final int width;
    private final int rows;
    private final float[] memory;
    private final TemporaryFile file;
    private final BitSet badInputs;
    private final BitSet badAnswers;

    private StepTable(Writer writer) {
        width = writer.width;
        rows = writer.rows;
        memory = writer.memory;
        file = writer.file;
        badInputs = writer.badInputs;
        badAnswers = writer.badAnswers;
    }

    /**
     * Rows one after the other.
     *
     * @param values those of a row begin at (row - first) * width
     * @param first row
     */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    record Slab(float[] values, int first, int width) {

        int at(int row) {
            return (row - first) * width;
        }
    }

    /** Rows from one on to one before {@code to}. */
    Slab read(int from, int to) {
        if (memory != null) {
            return new Slab(memory, 0, width);
        }
        var bytes = new byte[Math.multiplyExact((to - from) * width, Float.BYTES)];
        try {
            file.read((long) from * width * Float.BYTES, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the series back from disk: " + e.getMessage(), e);
        }
        var values = new float[(to - from) * width];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return new Slab(values, from, width);
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    boolean onDisk() {
        return memory == null;
    }

    /** Rows that no window may hold. */
    BitSet badInputs() {
        return badInputs;
    }

    /** Rows that no window may ask for. */
    BitSet badAnswers() {
        return badAnswers;
    }

    /** Takes rows one after the other. */
    static final class Writer {

        private static final int BUFFER = 1 << 18;

        private final int width;
        private final BitSet badInputs = new BitSet();
        private final BitSet badAnswers = new BitSet();
        private final float[] memory;
        private final TemporaryFile file;
        private final OutputStream out;
        private final ByteBuffer bytes;
        private int rows;

        /** @param mostBytes in memory */
        Writer(int width, long rows, long mostBytes) throws IOException {
            this.width = width;
            if (rows * width <= Integer.MAX_VALUE - 8 && rows * width * Float.BYTES <= mostBytes) {
                memory = new float[(int) rows * width];
                file = null;
                out = null;
                bytes = null;
            } else {
                memory = null;
                file = TemporaryFile.of("the series");
                out = new BufferedOutputStream(file.output(), BUFFER);
                bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.nativeOrder());
            }
        }

        void add(float[] row, boolean badInput, boolean badAnswer) throws IOException {
            if (badInput) {
                badInputs.set(rows);
            }
            if (badAnswer) {
                badAnswers.set(rows);
            }
            if (memory != null) {
                System.arraycopy(row, 0, memory, rows * width, width);
            } else {
                bytes.clear().asFloatBuffer().put(row);
                out.write(bytes.array());
            }
            rows++;
        }

        StepTable done() throws IOException {
            if (out != null) {
                out.flush();
            }
            return new StepTable(this);
        }

        /** Leaves nothing behind. */
        void discard() {
            if (file != null) {
                file.close();
            }
        }
    }
}
