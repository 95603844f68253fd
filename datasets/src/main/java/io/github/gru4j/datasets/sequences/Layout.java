package io.github.gru4j.datasets.sequences;

/** How sequences lie in files. */
public enum Layout {

    /** A row of a file is a sequence. */
    ROW_PER_SEQUENCE,

    /** A file of a folder is a sequence, its rows are the steps, its columns the features. */
    FILE_PER_SEQUENCE,

    /** Rows of a file are steps; those with the same id are a sequence. */
    ID_COLUMN
}
