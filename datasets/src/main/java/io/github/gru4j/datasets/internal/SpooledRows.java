package io.github.gru4j.datasets.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Rows in a temporary file, which goes with the last who refers to them. */
final class SpooledRows implements BlockSource {

    /** Rows are read so many bytes at a time. */
    private static final int BLOCK = 1 << 20;

    private final TemporaryFile file;
    private final int count;
    /** Where each block begins, and where the last one ends. */
    private final List<Long> starts;

    private SpooledRows(TemporaryFile file, int count, List<Long> starts) {
        this.file = file;
        this.count = count;
        this.starts = starts;
    }

    @Override
    public int blocks() {
        return starts.size() - 1;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long bytesOfABlock() {
        return BLOCK;
    }

    @Override
    public List<SequenceRow> load(int block) throws IOException {
        var bytes = new byte[Math.toIntExact(starts.get(block + 1) - starts.get(block))];
        file.read(starts.get(block), bytes);
        var buffer = ByteBuffer.wrap(bytes);
        var rows = new ArrayList<SequenceRow>();
        while (buffer.hasRemaining()) {
            var steps = new float[buffer.getInt()];
            var answer = new float[buffer.getInt()];
            read(buffer, steps);
            read(buffer, answer);
            rows.add(new SequenceRow(steps, answer));
        }
        return rows;
    }

    private static void read(ByteBuffer buffer, float[] values) {
        buffer.asFloatBuffer().get(values);
        buffer.position(buffer.position() + values.length * Float.BYTES);
    }

    /** Writes rows one after the other. */
    static final class Writer {

        private static final int BUFFER = 1 << 16;

        private final TemporaryFile file;
        private final OutputStream out;
        private final List<Long> starts = new ArrayList<>(List.of(0L));
        private long written;
        private int count;

        Writer() throws IOException {
            file = TemporaryFile.of("sequences");
            out = new BufferedOutputStream(file.output(), BUFFER);
        }

        void add(SequenceRow row) throws IOException {
            int values = row.steps().length + row.answer().length;
            var buffer = ByteBuffer.allocate(2 * Integer.BYTES + values * Float.BYTES)
                    .putInt(row.steps().length)
                    .putInt(row.answer().length);
            for (float value : row.steps()) {
                buffer.putFloat(value);
            }
            for (float value : row.answer()) {
                buffer.putFloat(value);
            }
            out.write(buffer.array());
            written += buffer.capacity();
            count++;
            if (written - starts.get(starts.size() - 1) >= BLOCK) {
                starts.add(written);
            }
        }

        SpooledRows done() throws IOException {
            out.flush();
            if (starts.get(starts.size() - 1) < written) {
                starts.add(written);
            }
            return new SpooledRows(file, count, List.copyOf(starts));
        }

        /** Leaves nothing behind. */
        void discard() {
            file.close();
        }
    }
}
