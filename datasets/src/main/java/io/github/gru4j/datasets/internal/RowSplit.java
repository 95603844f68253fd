package io.github.gru4j.datasets.internal;

import java.util.List;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** One split, in memory or on disk; immutable, so threads may share it and take iterators of their own. */
public interface RowSplit {

    /** Number of sequences. */
    int count();

    /** Adds every row and its answer, in their order. */
    void digest(Sha256 digest);

    /** In an order that depends on the seed and the epoch alone. */
    DataSetIterator shuffled(int batch, List<String> labels, long seed);

    /** In their order. */
    DataSetIterator inOrder(int batch, List<String> labels);
}
