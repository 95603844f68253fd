package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.BlockSource;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.StreamedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The windows of a split, cut when they are asked for from a {@link StepTable}, in memory or on disk. */
final class WindowSplit implements RowSplit {

    /** Of windows that are cut at once, as a block of {@link StreamedRows}. */
    private static final long BLOCK_BYTES = 1 << 20;

    private static final int BYTES_OF_OBJECTS = 80;

    /** Rows that are read from disk at once, for those who go through all of them. */
    private static final int SLAB_ROWS = 1 << 16;

    private final StepTables.Made made;
    private final WindowRuns runs;
    private final int from;
    private final int to;
    private final int window;
    private final int firstStep;
    private final int horizon;
    private final boolean relative;
    private final int count;
    private final RowSplit rows;

    /** @param most so many windows, spread evenly over the split; 0 for all */
    WindowSplit(StepTables.Made made, int from, int to, SeriesOptions options, int most) {
        this.made = made;
        this.from = from;
        this.to = to;
        window = options.window();
        horizon = options.horizon();
        firstStep = options.allSteps() ? 1 : horizon;
        relative = options.relative();
        runs = WindowRuns.of(from, to, made.breaks(), made.table(), options);
        count = most == 0 ? runs.count() : Math.min(most, runs.count());
        var layout = new RowLayout(made.inputs(), RowLayout.Answers.NUMBERS, options.outputs());
        rows = made.table().onDisk()
                ? new StreamedRows(layout, new Blocks())
                : new MemoryRows(layout, count, window, index -> cut(slabOf(index, index), index));
    }

    /** Windows before any limit. */
    int available() {
        return runs.count();
    }

    /** Steps ahead of the first forecast. */
    int firstStep() {
        return firstStep;
    }

    int horizon() {
        return horizon;
    }

    int window() {
        return window;
    }

    /** Windows that miss values. */
    int leftOut() {
        return runs.leftOut();
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    @Override
    public int count() {
        return count;
    }

    /** The first row of a window. */
    int start(int index) {
        return runs.start(count == runs.count() ? index : (int) ((long) index * runs.count() / count));
    }

    private StepTable.Slab slabOf(int firstWindow, int lastWindow) {
        return made.table().read(start(firstWindow), start(lastWindow) + window + horizon);
    }

    private SequenceRow cut(StepTable.Slab slab, int index) {
        int start = start(index);
        int inputs = made.inputs();
        var steps = new float[window * inputs];
        if (inputs == slab.width()) {
            System.arraycopy(slab.values(), slab.at(start), steps, 0, steps.length);
        } else {
            for (int t = 0; t < window; t++) {
                System.arraycopy(slab.values(), slab.at(start + t), steps, t * inputs, inputs);
            }
        }
        int[] places = made.answerPlaces();
        var answer = new float[(horizon - firstStep + 1) * places.length];
        int at = 0;
        for (int ahead = firstStep; ahead <= horizon; ahead++) {
            int row = slab.at(start + window - 1 + ahead);
            for (int place : places) {
                answer[at++] = slab.values()[row + place];
            }
        }
        if (relative) {
            subtractLast(slab, slab.at(start + window - 1), steps, answer);
        }
        return new SequenceRow(steps, answer);
    }

    private void subtractLast(StepTable.Slab slab, int last, float[] steps, float[] answer) {
        int inputs = made.inputs();
        for (int i = 0; i < steps.length; i++) {
            steps[i] -= slab.values()[last + i % inputs];
        }
        // The last value as the network sees it, and as the pipeline knows it: what the file has there may be missing
        // or clipped.
        int[] places = made.targetPlaces();
        for (int i = 0; i < answer.length; i++) {
            answer[i] -= slab.values()[last + places[i % places.length]];
        }
    }

    /**
     * The values of the split, which of them are answers, and where its windows begin, which says as much as all windows and takes a fraction of the time: a value
     * is in many windows.
     */
    @Override
    public void digest(Sha256 digest) {
        digest.add(window).add(firstStep).add(horizon).add(made.inputs()).add(made.targetPlaces().length);
        for (int place : made.targetPlaces()) {
            digest.add(place);
        }
        for (int row = from; row < to; row += SLAB_ROWS) {
            int end = Math.min(to, row + SLAB_ROWS);
            var slab = made.table().read(row, end);
            var values = new float[(end - row) * slab.width()];
            System.arraycopy(slab.values(), slab.at(row), values, 0, values.length);
            digest.add(values);
        }
        runs.digest(digest, from);
        if (relative) {
            digest.add("relative");
        }
    }

    @Override
    public DataSetIterator shuffled(int batch, List<String> labels, long seed) {
        return rows.shuffled(batch, labels, seed);
    }

    @Override
    public DataSetIterator inOrder(int batch, List<String> labels) {
        return rows.inOrder(batch, labels);
    }

    /** What is done with windows from one on to one before {@code to}, whose rows are in {@code slab}. */
    interface SlabVisitor {
        void visit(StepTable.Slab slab, int from, int to);
    }

    /**
     * All windows in their order, many at a time.
     *
     * @param lookback rows before a window that are wanted too, as far as the table has them
     */
    void forEach(int lookback, SlabVisitor visitor) {
        int index = 0;
        while (index < count) {
            int first = Math.max(0, start(index) - lookback);
            int end = index + 1;
            while (end < count && start(end) + window + horizon - first <= SLAB_ROWS + lookback) {
                end++;
            }
            visitor.visit(made.table().read(first, start(end - 1) + window + horizon), index, end);
            index = end;
        }
    }

    private final class Blocks implements BlockSource {

        private final long bytesOfAWindow = BYTES_OF_OBJECTS
                + (long) Float.BYTES
                        * (window * made.inputs() + made.answerPlaces().length * (horizon - firstStep + 1));
        private final int windows = (int) Math.max(1, BLOCK_BYTES / bytesOfAWindow);

        @Override
        public int blocks() {
            return (count - 1) / windows + 1;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public long bytesOfABlock() {
            return windows * bytesOfAWindow;
        }

        @Override
        public List<SequenceRow> load(int block) throws IOException {
            int index = block * windows;
            int end = (int) Math.min(count, (long) index + windows);
            var cut = new ArrayList<SequenceRow>(end - index);
            while (index < end) {
                int last = index;
                // Windows that touch each other are read at once; between others may be any number of rows.
                while (last + 1 < end && start(last + 1) <= start(last) + window + horizon) {
                    last++;
                }
                var slab = slabOf(index, last);
                for (; index <= last; index++) {
                    cut.add(cut(slab, index));
                }
            }
            return cut;
        }
    }
}
