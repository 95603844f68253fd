package io.github.gru4j.datasets.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One split in memory, from which batches are cut; nothing in it changes after construction, so threads may share it.
 */
public final class SequenceArrays {

    private final INDArray features;
    private final INDArray labels;
    private final INDArray mask;
    private final int size;
    private final int[] lengths;

    /**
     * @param sequences a whole split: features [n, size, time], labels [n, outputSize], mask [n, time] or null
     */
    public SequenceArrays(DataSet sequences) {
        var values = sequences.getFeatures();
        int count = (int) values.size(0);
        int time = (int) values.size(2);
        size = (int) values.size(1);
        // A row for each sequence, so that a batch is one gather.
        features = values.dup('c').reshape(count, (long) size * time);
        labels = sequences.getLabels().dup('c');
        mask = sequences.getFeaturesMaskArray() == null
                ? null
                : sequences.getFeaturesMaskArray().dup('c');
        lengths = new int[count];
        if (mask == null) {
            Arrays.fill(lengths, time);
        } else {
            Arrays.setAll(lengths, row -> mask.getRow(row).sumNumber().intValue());
        }
    }

    /** Number of sequences. */
    public int count() {
        return lengths.length;
    }

    /** Features of a step. */
    public int size() {
        return size;
    }

    /** Width of a label. */
    public int outputSize() {
        return (int) labels.size(1);
    }

    /** Steps of a sequence. */
    public int length(int row) {
        return lengths[row];
    }

    /** Copies the given sequences, padded to the longest of them. */
    public DataSet batch(int[] rows) {
        int time = Arrays.stream(rows).map(row -> lengths[row]).max().orElseThrow();
        long fullTime = features.size(1) / size;
        var values = Nd4j.pullRows(features, 1, rows).reshape(rows.length, size, fullTime);
        var answers = Nd4j.pullRows(labels, 1, rows);
        var steps = mask == null ? null : Nd4j.pullRows(mask, 1, rows);
        if (time < fullTime) {
            var kept = NDArrayIndex.interval(0, time);
            values = values.get(NDArrayIndex.all(), NDArrayIndex.all(), kept).dup('c');
            steps = steps == null ? null : steps.get(NDArrayIndex.all(), kept).dup('c');
        }
        return new DataSet(values, answers, steps, null);
    }
}
