package io.github.gru4j.datasets.sequences;

import java.io.IOException;
import java.util.List;

/** Sequences that can be read as often as needed, always in the same order. */
interface SequenceSource {

    /** Names of the features of a step; known once it has been read. */
    List<String> features();

    /** Reads all. */
    void forEach(Visitor visitor) throws IOException;

    /** Is given one after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(RawSequence sequence) throws IOException;
    }
}
