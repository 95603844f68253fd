package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.internal.csv.CsvFields;
import io.github.gru4j.datasets.internal.csv.CsvLines;

/** What is between the values of a row. */
public enum Separator {

    /** Found out from the first row: a tab, else a semicolon, else a comma, else blanks. */
    AUTO(' '),
    COMMA(','),
    TAB('\t'),
    SEMICOLON(';'),

    /** Any number of spaces and tabs. */
    BLANKS(' ');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    /** The values of the rows of a file; of other than {@link #AUTO}. */
    CsvFields fields(CsvLines lines) {
        return this == BLANKS ? CsvFields.betweenBlanks(lines) : new CsvFields(lines, character);
    }

    /** What separates the values of a row. */
    static Separator in(String row) {
        if (row.indexOf('\t') >= 0) {
            return TAB;
        }
        if (row.indexOf(';') >= 0) {
            return SEMICOLON;
        }
        return row.indexOf(',') >= 0 ? COMMA : BLANKS;
    }
}
