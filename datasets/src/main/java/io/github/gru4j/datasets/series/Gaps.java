package io.github.gru4j.datasets.series;

/** What becomes of gaps in the time column. */
public enum Gaps {

    /** No window crosses a gap. */
    KEEP,

    /** The rows that a gap lacks are put in, with all values missing; {@link MissingValues} says what these become. */
    FILL
}
