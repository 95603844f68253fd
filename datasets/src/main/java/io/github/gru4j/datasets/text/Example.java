package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.nio.file.Path;

/**
 * A text of a user's file.
 *
 * @param file that holds it
 * @param row where it begins; 0 if it is the whole file
 * @param label its class; empty if the row is blank
 * @param text without blanks at its ends
 */
record Example(Path file, long row, String label, String text) {

    /** A row without anything. */
    static Example blank(Path file, long row) {
        return new Example(file, row, "", "");
    }

    boolean isBlank() {
        return label.isEmpty() && text.isEmpty();
    }

    DataException.Place place() {
        var place = DataException.in(file);
        return row == 0 ? place : place.row(row);
    }
}
