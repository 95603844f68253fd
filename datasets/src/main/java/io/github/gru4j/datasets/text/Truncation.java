package io.github.gru4j.datasets.text;

/** Which side of a text that is too long is cut off. */
public enum Truncation {
    /** The beginning: the last tokens stay. */
    START,
    /** The end: the first tokens stay. */
    END
}
