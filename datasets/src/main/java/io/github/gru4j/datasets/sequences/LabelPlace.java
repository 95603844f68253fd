package io.github.gru4j.datasets.sequences;

/** Where the answer of a sequence is. */
enum LabelPlace {
    /** In a column of a name. */
    COLUMN,
    /** In the first column. */
    FIRST,
    /** In the last column. */
    LAST,
    /** In a second file. */
    FILE,
    /** Told by the order of the sequences, so many of each class. */
    ORDER,
    /** In the name of the sub-folder. */
    FOLDER
}
