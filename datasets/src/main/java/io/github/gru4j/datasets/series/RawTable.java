package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.TemporaryFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of numbers as they were read, in memory or, when they would fill it, in a temporary file. */
final class RawTable implements Closeable {

    private static final int BLOCK_VALUES = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(RawTable.class);

    private final int width;
    private final int blockRows;
    private final long mostBytes;
    private final List<double[]> blocks = new ArrayList<>();
    private double[] last;
    private int rows;
    private TemporaryFile disk;
    private OutputStream out;
    private ByteBuffer bytes;

    /** @param mostBytes in memory */
    RawTable(int width, long mostBytes) {
        this.width = width;
        this.mostBytes = mostBytes;
        blockRows = Math.max(1, BLOCK_VALUES / width);
        last = new double[blockRows * width];
    }

    /** Adds a row. */
    void add(double[] row) throws IOException {
        int at = rows % blockRows;
        if (at == 0 && rows > 0) {
            flush();
        }
        System.arraycopy(row, 0, last, at * width, width);
        rows = Math.addExact(rows, 1);
    }

    private void flush() throws IOException {
        if (disk == null && 8L * rows * width <= mostBytes) {
            blocks.add(last);
            last = new double[blockRows * width];
            return;
        }
        if (disk == null) {
            LOG.info("The series is too long for the memory: it goes to a file in {}", TemporaryFile.folder());
            disk = TemporaryFile.of("the series");
            out = disk.output();
            bytes = ByteBuffer.allocate(blockRows * width * Double.BYTES).order(ByteOrder.nativeOrder());
            for (var block : blocks) {
                write(block);
            }
            blocks.clear();
        }
        write(last);
    }

    private void write(double[] block) throws IOException {
        bytes.clear().asDoubleBuffer().put(block);
        out.write(bytes.array());
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    boolean onDisk() {
        return disk != null;
    }

    /** What is done with a row; it is in {@code values} from {@code at} on and may be changed there by nobody. */
    interface RowVisitor {
        void visit(int row, double[] values, int at) throws IOException;
    }

    /** All rows in their order. */
    void forEach(RowVisitor visitor) throws IOException {
        forEach(0, rows, visitor);
    }

    /** Rows from one on to one before {@code to}. */
    void forEach(int from, int to, RowVisitor visitor) throws IOException {
        double[] read = disk == null ? null : new double[blockRows * width];
        for (int block = from / blockRows; (long) block * blockRows < to; block++) {
            double[] values = block(block, read);
            int begin = block * blockRows;
            int end = (int) Math.min(to, (long) begin + blockRows);
            for (int row = Math.max(from, begin); row < end; row++) {
                visitor.visit(row, values, (row - begin) * width);
            }
        }
    }

    private double[] block(int block, double[] into) throws IOException {
        if (block == (rows - 1) / blockRows) {
            return last;
        }
        if (disk == null) {
            return blocks.get(block);
        }
        disk.read((long) block * bytes.capacity(), bytes.array());
        bytes.clear().asDoubleBuffer().get(into);
        return into;
    }

    /** A row of a table in memory, copied. */
    double[] row(int row) {
        int block = row / blockRows;
        double[] values = block == (rows - 1) / blockRows ? last : blocks.get(block);
        int at = row % blockRows * width;
        return Arrays.copyOfRange(values, at, at + width);
    }

    /** Gives the memory and the temporary file back. */
    @Override
    public void close() {
        blocks.clear();
        last = null;
        if (disk != null) {
            disk.close();
        }
    }
}
