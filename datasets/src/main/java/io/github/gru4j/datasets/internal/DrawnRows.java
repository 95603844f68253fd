package io.github.gru4j.datasets.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A training split whose rows are drawn anew for every epoch; what is drawn depends on seed, epoch and number alone. */
public final class DrawnRows implements RowSplit {

    /** The seed whose first epoch stands for the split where one is asked for rows without a seed. */
    public static final long SEED_SHOWN = 1;

    private final RowLayout layout;
    private final int count;
    private final Draw draw;

    /** Makes rows. */
    @FunctionalInterface
    public interface Draw {

        /**
         * A row, the same at every call with the same arguments; threads may call it at once.
         *
         * @param seed of the training
         * @param epoch from 0
         * @param row from 0, within the epoch
         */
        SequenceRow row(long seed, int epoch, int row);
    }

    /** @param count rows of an epoch */
    public DrawnRows(RowLayout layout, int count, Draw draw) {
        this.layout = layout;
        this.count = count;
        this.draw = draw;
    }

    /** Rows of an epoch. */
    @Override
    public int count() {
        return count;
    }

    /** Adds the first epoch of {@link #SEED_SHOWN}: there is no end of rows, and these tell what draws them. */
    @Override
    public void digest(Sha256 digest) {
        IntStream.range(0, count).forEach(row -> digest.add(draw.row(SEED_SHOWN, 0, row)));
    }

    /** Rows nobody has seen have no order to be shuffled. */
    @Override
    public DataSetIterator shuffled(int batch, List<String> labels, long seed) {
        return new Drawn(batch, labels, seed, true);
    }

    /** The first epoch of {@link #SEED_SHOWN}, again and again. */
    @Override
    public DataSetIterator inOrder(int batch, List<String> labels) {
        return new Drawn(batch, labels, SEED_SHOWN, false);
    }

    private final class Drawn extends RowIterator {

        private final long seed;
        private final boolean anew;
        private int epoch;
        private int position;

        Drawn(int batch, List<String> labels, long seed, boolean anew) {
            super(layout, batch, labels);
            this.seed = seed;
            this.anew = anew;
        }

        @Override
        void begin(int ofEpoch) {
            epoch = anew ? ofEpoch : 0;
            position = 0;
        }

        @Override
        public boolean hasNext() {
            return position < count;
        }

        @Override
        List<SequenceRow> take(int most) {
            int end = (int) Math.min(count, (long) position + most);
            var taken = IntStream.range(position, end)
                    .mapToObj(row -> draw.row(seed, epoch, row))
                    .toList();
            position = end;
            return taken;
        }

        /** No: a batch is drawn faster than a prefetching thread hands it over. */
        @Override
        public boolean asyncSupported() {
            return false;
        }
    }
}
