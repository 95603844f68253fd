package io.github.gru4j.datasets.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A split that is read from disk, block by block. Training takes the blocks in random order, some of them at a time into a
 * buffer, and shuffles that; a thread in the background reads ahead.
 */
public final class StreamedRows implements RowSplit {

    /** Of the heap, what a buffer may take: one is filled while another is used, and batches come on top. */
    private static final int SHARE_OF_HEAP = 16;

    private final RowLayout layout;
    private final BlockSource source;
    private final int blocksInBuffer;

    public StreamedRows(RowLayout layout, BlockSource source) {
        this(layout, source, (int)
                Math.max(1, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / source.bytesOfABlock()));
    }

    /** @param blocksInBuffer how many are shuffled together */
    StreamedRows(RowLayout layout, BlockSource source, int blocksInBuffer) {
        this.layout = layout;
        this.source = source;
        this.blocksInBuffer = blocksInBuffer;
    }

    @Override
    public int count() {
        return source.count();
    }

    @Override
    public void digest(Sha256 digest) {
        for (int block = 0; block < source.blocks(); block++) {
            load(block).forEach(digest::add);
        }
    }

    @Override
    public DataSetIterator shuffled(int batch, List<String> labels, long seed) {
        return new ReadAhead(layout, batch, labels, new Shuffled(batch, seed));
    }

    @Override
    public DataSetIterator inOrder(int batch, List<String> labels) {
        return new ReadAhead(layout, batch, labels, new InOrder());
    }

    private List<SequenceRow> load(int block) {
        try {
            return source.load(block);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sequences back from disk: " + e.getMessage(), e);
        }
    }

    /** Blocks in some order; what is left of a buffer that fills no batch goes to the next. */
    private abstract class Blocks implements ReadAhead.Rows {

        private final Deque<SequenceRow> buffer = new ArrayDeque<>();
        private int[] order = {};
        private int next;

        abstract int[] order(int epoch);

        abstract List<SequenceRow> arrange(List<SequenceRow> rows, int group);

        @Override
        public final void begin(int epoch) {
            buffer.clear();
            order = order(epoch);
            next = 0;
        }

        @Override
        public final List<SequenceRow> take(int count) {
            while (buffer.size() < count && next < order.length) {
                fill();
            }
            var taken = new ArrayList<SequenceRow>(Math.min(count, buffer.size()));
            while (taken.size() < count && !buffer.isEmpty()) {
                taken.add(buffer.removeFirst());
            }
            return taken;
        }

        private void fill() {
            int end = Math.min(order.length, next + blocksInBuffer);
            var rows = new ArrayList<>(buffer);
            buffer.clear();
            Arrays.stream(order, next, end).forEach(block -> rows.addAll(load(block)));
            buffer.addAll(arrange(rows, next));
            next = end;
        }
    }

    private final class InOrder extends Blocks {

        @Override
        int[] order(int epoch) {
            return IntStream.range(0, source.blocks()).toArray();
        }

        @Override
        List<SequenceRow> arrange(List<SequenceRow> rows, int group) {
            return rows;
        }
    }

    private final class Shuffled extends Blocks {

        private final int batch;
        private final long seed;
        private int epoch;

        Shuffled(int batch, long seed) {
            this.batch = batch;
            this.seed = seed;
        }

        @Override
        int[] order(int ofEpoch) {
            epoch = ofEpoch;
            var blocks =
                    new ArrayList<>(IntStream.range(0, source.blocks()).boxed().toList());
            Collections.shuffle(blocks, new Random(new SplittableRandom(seed).nextLong() + ofEpoch));
            return blocks.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        List<SequenceRow> arrange(List<SequenceRow> rows, int group) {
            int[] arranged =
                    BatchOrder.shuffled(rows.size(), row -> layout.length(rows.get(row)), batch, seed + group, epoch);
            return Arrays.stream(arranged).mapToObj(rows::get).toList();
        }
    }
}
