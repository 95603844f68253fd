package io.github.gru4j.datasets.series;

/** To what range values are brought; learnt from the training split alone, column by column. */
public enum Normalisation {

    /** Mean 0 and standard deviation 1 (that of the population, as in scikit-learn). */
    STANDARD,

    /** Smallest value 0, largest 1. */
    MIN_MAX,

    /** As they are. */
    NONE
}
