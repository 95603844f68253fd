package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Makes the batches of an epoch before it begins, where they are small, so that nothing but the network runs in between; else
 * one by one, and frees each when it has been used.
 */
final class BatchesAhead {

    /** Of the heap, whose limit is that of native arrays too, what an epoch of batches may take. */
    private static final int SHARE_OF_MEMORY = 16;

    private final boolean whole;

    private BatchesAhead(boolean whole) {
        this.whole = whole;
    }

    static BatchesAhead of(SequenceTask task) {
        return new BatchesAhead(
                bytesOfEpoch(task) * SHARE_OF_MEMORY <= Runtime.getRuntime().maxMemory());
    }

    /** Whatever the size of the data. */
    static BatchesAhead oneByOne() {
        return new BatchesAhead(false);
    }

    /** At most: no sequence is longer than the longest. */
    private static double bytesOfEpoch(SequenceTask task) {
        int input = task.steps() == StepKind.TOKENS ? 1 : task.inputSize();
        double steps = task.maxLength() * (input + 1.0);
        double answers = task.outputSize() * (task.kind().ofEveryStep() ? (double) task.maxLength() : 1);
        return Float.BYTES * task.provenance().train() * (steps + answers);
    }

    /** Whether all batches of an epoch are in memory at once. */
    boolean whole() {
        return whole;
    }

    /** The batches of an epoch. */
    Iterator<DataSet> of(DataSetIterator epoch) {
        if (!whole) {
            return epoch;
        }
        List<DataSet> batches = new ArrayList<>();
        epoch.forEachRemaining(batches::add);
        return batches.iterator();
    }

    /** The batch has been trained on, and nobody needs it any more. */
    void done(DataSet batch) {
        if (!whole) {
            // The collector would come too late: the heap is hardly touched where native memory fills.
            free(batch.getFeatures());
            free(batch.getLabels());
            free(batch.getFeaturesMaskArray());
            free(batch.getLabelsMaskArray());
        }
    }

    private static void free(INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}
