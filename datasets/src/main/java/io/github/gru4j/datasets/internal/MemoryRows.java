package io.github.gru4j.datasets.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A split whose rows are in memory, or made of what is. */
public final class MemoryRows implements RowSplit {

    private final RowLayout layout;
    private final int count;
    private final IntFunction<SequenceRow> rows;
    private final IntUnaryOperator lengthOf;

    /** Rows as they are. */
    public MemoryRows(RowLayout layout, List<SequenceRow> rows) {
        this(layout, rows.size(), List.copyOf(rows)::get);
    }

    /** @param rows makes a row, the same at every call */
    public MemoryRows(RowLayout layout, int count, IntFunction<SequenceRow> rows) {
        this(layout, count, rows, row -> layout.length(rows.apply(row)));
    }

    /**
     * Rows of one length, which need not be made to know it.
     *
     * @param steps of each row
     * @param rows makes a row, the same at every call: a window of a series, for instance
     */
    public MemoryRows(RowLayout layout, int count, int steps, IntFunction<SequenceRow> rows) {
        this(layout, count, rows, row -> steps);
    }

    private MemoryRows(RowLayout layout, int count, IntFunction<SequenceRow> rows, IntUnaryOperator lengthOf) {
        this.layout = layout;
        this.count = count;
        this.rows = rows;
        this.lengthOf = lengthOf;
    }

    /** Rows that all have as many steps: none is made to learn its length, as sorting by length else does over and over. */
    public static MemoryRows ofOneLength(RowLayout layout, int count, IntFunction<SequenceRow> rows) {
        return new MemoryRows(layout, count, 1, rows);
    }

    /**
     * Sequences of one length.
     *
     * @param sequences a whole split: features [n, size, time], labels [n, outputs]
     */
    public static MemoryRows of(DataSet sequences) {
        var features = sequences.getFeatures();
        var layout = new RowLayout((int) features.size(1), RowLayout.Answers.NUMBERS, (int)
                sequences.getLabels().size(1));
        float[] steps = features.permute(0, 2, 1).dup('c').data().asFloat();
        float[] answers = sequences.getLabels().dup('c').data().asFloat();
        int count = sequences.numExamples();
        var rows = IntStream.range(0, count)
                .mapToObj(row -> new SequenceRow(part(steps, row, count), part(answers, row, count)))
                .toList();
        return new MemoryRows(layout, count, (int) sequences.getFeatures().size(2), rows::get);
    }

    private static float[] part(float[] values, int part, int parts) {
        int length = values.length / parts;
        return Arrays.copyOfRange(values, part * length, (part + 1) * length);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void digest(Sha256 digest) {
        for (int row = 0; row < count; row++) {
            digest.add(rows.apply(row));
        }
    }

    @Override
    public DataSetIterator shuffled(int batch, List<String> labels, long seed) {
        return iterator(batch, labels, epoch -> BatchOrder.shuffled(count, lengthOf, batch, seed, epoch));
    }

    @Override
    public DataSetIterator inOrder(int batch, List<String> labels) {
        return iterator(batch, labels, epoch -> BatchOrder.sequential(count));
    }

    private DataSetIterator iterator(int batch, List<String> labels, IntFunction<int[]> orderOfEpoch) {
        return new MemoryIterator(
                batch,
                layout.size(),
                layout.outputs(),
                labels,
                orderOfEpoch,
                numbers -> layout.batch(Arrays.stream(numbers).mapToObj(rows).toList()));
    }
}
