package io.github.gru4j.datasets;

/** What is asked about a sequence. */
public enum TaskKind {
    /** One class for the whole sequence. */
    CLASSIFICATION,
    /** One real-valued vector some steps after the end of the sequence. */
    FORECAST,
    /** The next token, at every step; labels [batch, outputSize, time]. */
    NEXT_TOKEN
}
