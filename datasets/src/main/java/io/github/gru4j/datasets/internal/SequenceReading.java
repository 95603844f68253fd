package io.github.gru4j.datasets.internal;

import org.datavec.api.records.reader.SequenceRecordReader;
import org.deeplearning4j.datasets.datavec.SequenceRecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Reads all sequences of a DataVec reader into one {@link DataSet}.
 *
 * <p>A step holds the features and, in its last column, the answer of the whole sequence. Sequences are
 * aligned at their start and padded with zeros at their end; unequal lengths give a features mask [n, time].
 */
public final class SequenceReading {

    private static final int LAST_COLUMN = -1;

    private SequenceReading() {}

    /** Reads sequences whose answer is an index of one of {@code classes} classes; labels are one-hot [n, classes]. */
    public static DataSet classes(SequenceRecordReader reader, int sequences, int classes) {
        return read(reader, sequences, classes, false);
    }

    /** Reads sequences whose answer is a number; labels are [n, 1]. */
    public static DataSet numbers(SequenceRecordReader reader, int sequences) {
        return read(reader, sequences, 1, true);
    }

    private static DataSet read(SequenceRecordReader reader, int sequences, int width, boolean regression) {
        var all = new SequenceRecordReaderDataSetIterator(reader, sequences, width, LAST_COLUMN, regression).next();
        // Every step carries the answer; the first exists in all sequences.
        var answers = all.getLabels()
                .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0))
                .dup('c');
        return new DataSet(all.getFeatures(), answers, all.getFeaturesMaskArray(), null);
    }
}
