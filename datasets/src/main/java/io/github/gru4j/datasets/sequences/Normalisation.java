package io.github.gru4j.datasets.sequences;

/** How each feature is brought to a common scale; learnt from the training split. */
public enum Normalisation {

    /** To mean 0 and standard deviation 1. */
    STANDARD,

    /** To 0 for the least and 1 for the greatest training value. */
    MIN_MAX,

    /** As it is. */
    NONE
}
