package io.github.gru4j.cli;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.SequenceDataset;

/**
 * Data of the user's own that have been asked for, and not been read yet.
 *
 * @param kind what they are
 * @param maxTrain at most so many training sequences; 0 for all
 */
record UserData(DataKind kind, int maxTrain, Loader loader) {

    /** Reads data. */
    @FunctionalInterface
    interface Loader {

        /**
         * Reads them.
         *
         * @param known what has been learnt already; null, or of another kind of data, to learn it
         */
        SequenceDataset load(int maxTrain, Pipeline known);
    }

    /**
     * Reads them.
     *
     * @throws io.github.gru4j.datasets.DataException if they cannot be used, with the place
     */
    SequenceDataset load() {
        return load(null);
    }

    /** As {@link #load()}, as a model reads them. */
    SequenceDataset load(Pipeline known) {
        return loader.load(maxTrain, known);
    }
}
