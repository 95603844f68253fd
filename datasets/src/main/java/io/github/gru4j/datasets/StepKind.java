package io.github.gru4j.datasets;

/** What one step of an input sequence holds. */
public enum StepKind {
    /** One index into a vocabulary; features have shape [batch, 1, time]. */
    TOKENS,
    /** A vector of numbers; features have shape [batch, inputSize, time]. */
    FEATURES
}
