package io.github.gru4j.experiments.statistics;

/** What the runs allow to be said of two cells on one task. */
public enum Outcome {
    /** The first cell did better. */
    FIRST_BETTER,
    /** The second cell did better. */
    SECOND_BETTER,
    /** The runs do not tell the two apart, which is not to say that they are the same. */
    NO_DIFFERENCE_SHOWN,
    /** Fewer seeds than a claim needs. */
    TOO_FEW_SEEDS
}
