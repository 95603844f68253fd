package io.github.gru4j.cli;

import java.util.Locale;

/** What data of the user's own can be. */
enum DataKind {
    /** Texts and their classes; a step is a character. */
    TEXT,
    /** Texts and their classes; a step is a word. */
    WORDS,
    /** Columns of a table, to be forecast. */
    SERIES,
    /** Sequences of numbers and their classes, or a number for each. */
    SEQUENCES,
    /** Images and their classes. */
    IMAGES,
    /** Text whose next token is to be named. */
    LANGUAGE_MODEL;

    /** Name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
