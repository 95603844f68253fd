package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.TaskKind;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What a pass over a split finds.
 *
 * @param sequences their number
 * @param lengths number of sequences of each length
 * @param classes number of sequences of each class; empty where there are none
 * @param features shape of the first batch's features
 * @param labels shape of the first batch's labels
 * @param masked whether some steps of a batch are padding
 * @param fingerprints of the sequences
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record SplitCounts(
        long sequences,
        TreeMap<Integer, Long> lengths,
        long[] classes,
        long[] features,
        long[] labels,
        boolean masked,
        Fingerprints fingerprints) {

    /** Sequences in a batch: as many as training often has. */
    static final int BATCH = 32;

    static SplitCounts of(SequenceTask task, DataSetIterator split) {
        long sequences = 0;
        var lengths = new TreeMap<Integer, Long>();
        var classes = new long[task.kind() == TaskKind.CLASSIFICATION ? task.outputSize() : 0];
        long[] features = {};
        long[] labels = {};
        boolean masked = false;
        var fingerprints = new Fingerprints();
        while (split.hasNext()) {
            DataSet batch = split.next();
            if (sequences == 0) {
                features = batch.getFeatures().shape();
                labels = batch.getLabels().shape();
            }
            int count = batch.numExamples();
            sequences += count;
            INDArray mask = batch.getFeaturesMaskArray();
            masked |= mask != null;
            fingerprints.add(batch);
            INDArray steps = mask == null ? null : mask.sum(1);
            INDArray answers = classes.length == 0 ? null : batch.getLabels().argMax(1);
            for (int i = 0; i < count; i++) {
                lengths.merge(steps == null ? (int) batch.getFeatures().size(2) : steps.getInt(i), 1L, Long::sum);
                if (answers != null) {
                    classes[answers.getInt(i)]++;
                }
            }
        }
        return new SplitCounts(sequences, lengths, classes, features, labels, masked, fingerprints);
    }

    int least() {
        return lengths.firstKey();
    }

    int most() {
        return lengths.lastKey();
    }

    /** The lower of the two in the middle. */
    int median() {
        long before = 0;
        for (Map.Entry<Integer, Long> length : lengths.entrySet()) {
            before += length.getValue();
            if (2 * before >= sequences) {
                return length.getKey();
            }
        }
        throw new IllegalStateException("There are no sequences.");
    }
}
