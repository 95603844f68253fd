package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Nearest;
import java.util.Collections;
import java.util.List;

/**
 * Names of columns.
 *
 * @param names as in the header; empty without one: then columns are called by their numbers, from 1
 */
record Columns(List<String> names) {

    Columns {
        names = List.copyOf(names);
    }

    /** The name of a column, counted from 0. */
    String name(int column) {
        return column < names.size() ? names.get(column) : Integer.toString(column + 1);
    }

    /**
     * Where a column is, counted from 0.
     *
     * @throws DataException if there is none or more than one of this name
     */
    int index(String name, int count, DataException.Place place) {
        if (names.isEmpty()) {
            return number(name, count, place);
        }
        int index = names.indexOf(name);
        if (index < 0) {
            throw place.of("there is no column " + DataException.quote(name) + Nearest.hint(name, names));
        }
        if (Collections.frequency(names, name) > 1) {
            throw place.of("there are " + Collections.frequency(names, name) + " columns " + DataException.quote(name)
                    + "; give each a name of its own");
        }
        return index;
    }

    private static int number(String name, int count, DataException.Place place) {
        try {
            int number = Integer.parseInt(name);
            if (number >= 1 && number <= count) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw place.of("there is no column " + DataException.quote(name) + ": the file has no header, so its " + count
                + " columns are called 1 to " + count);
    }
}
