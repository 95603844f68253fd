package io.github.gru4j.datasets;

/** What is asked about a sequence. */
public enum TaskKind {
    /** One class for the whole sequence. */
    CLASSIFICATION,
    /** One real-valued vector for the whole sequence: mostly, what comes some steps after its end. */
    FORECAST,
    /** The next token, at every step; labels [batch, outputSize, time]. */
    NEXT_TOKEN,
    /** A class for every step, of which later steps may tell too; labels [batch, outputSize, time]. */
    LABELLING;

    /** Whether every step has an answer. */
    public boolean ofEveryStep() {
        return this == NEXT_TOKEN || this == LABELLING;
    }
}
