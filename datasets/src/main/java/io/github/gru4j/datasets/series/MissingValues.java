package io.github.gru4j.datasets.series;

/**
 * What becomes of values that a series misses. An answer that is missing is never made up: windows that would ask for it are
 * left out, whatever is chosen here.
 */
public enum MissingValues {

    /** A missing value is an error, with its row and column. */
    REFUSE,

    /** Windows that hold a missing value are left out; rows on both sides of it never become neighbours. */
    DROP,

    /**
     * On the straight line between the values before and after, of the same split and on the same side of every gap in time; at an
     * edge, the nearest known value. An input so made knows the value that comes after it: where the last values before a
     * forecast may be missing, {@link #CARRY_FORWARD} and {@link #MASK} are the honest ones.
     */
    INTERPOLATE,

    /** The value before, of the same split and after the last gap in time; windows without any value before are left out. */
    CARRY_FORWARD,

    /** Zero after normalisation, and a further column for each feature that is 1 where its value is missing, else 0. */
    MASK
}
