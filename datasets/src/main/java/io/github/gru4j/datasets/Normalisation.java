package io.github.gru4j.datasets;

/** To what range the values of each column or feature are brought; learnt from the training split alone. */
public enum Normalisation {

    /** Mean 0 and standard deviation 1 (that of the population, as in scikit-learn). */
    STANDARD,

    /** Smallest value 0, largest 1. */
    MIN_MAX,

    /** As they are. */
    NONE
}
