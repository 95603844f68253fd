package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.function.IntFunction;

/**
 * Data of the user's own that have been asked for, and not been read yet.
 *
 * @param kind what they are
 * @param maxTrain at most so many training sequences; 0 for all
 * @param loader reads them, given {@code maxTrain}
 */
record UserData(DataKind kind, int maxTrain, IntFunction<SequenceDataset> loader) {

    /**
     * Reads them.
     *
     * @throws io.github.gru4j.datasets.DataException if they cannot be used, with the place
     */
    SequenceDataset load() {
        return loader.apply(maxTrain);
    }
}
