package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.csv.Numbers;
import java.util.Locale;
import java.util.Set;

/** What cells hold: a number, a missing value, or neither. */
final class Cells {

    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "+inf", "+infinity", "-inf", "-infinity");

    private Cells() {}

    /** @throws IllegalArgumentException if it is no number, or no finite one, with what to do */
    static double finite(double value, String text) {
        // Networks calculate in floats.
        if (Math.abs(value) > Float.MAX_VALUE) {
            throw new IllegalArgumentException(
                    DataException.quote(text) + " is beyond the range of a float (3.4e38); correct it");
        }
        return value;
    }

    /**
     * The number that a cell holds, NaN if it is missing.
     *
     * @throws IllegalArgumentException if it is no number, or no finite one, with what to do
     */
    static double number(String cell) {
        // Most cells are numbers; only others need to be looked up.
        double value = Numbers.parse(cell, '.');
        if (!Double.isNaN(value)) {
            return finite(value, cell);
        }
        if (isMissing(cell)) {
            return Double.NaN;
        }
        if (INFINITE.contains(cell.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(DataException.quote(cell) + " is not finite; correct it");
        }
        var comma = cell.matches("[+-]?\\d{1,30},\\d{1,30}") ? " (write a point for the decimal comma)" : "";
        throw new IllegalArgumentException(DataException.quote(cell) + " is no number" + comma + "; correct it");
    }

    static boolean isMissing(String cell) {
        return cell.length() <= 4 && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether a cell can be read as a number, or as a missing one. */
    static boolean isNumber(String cell) {
        try {
            number(cell);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
