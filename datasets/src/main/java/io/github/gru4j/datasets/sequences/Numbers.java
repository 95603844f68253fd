package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.util.Locale;
import java.util.Set;

/** Numbers as files write them: digits, a point, a sign, an exponent. */
final class Numbers {

    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "+inf", "+infinity", "-inf", "-infinity");

    /** No number that a double can hold is written longer by anyone. */
    private static final int LONGEST = 400;

    private static final String OTHERS = ".+-eE";

    private Numbers() {}

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
    static double parse(String cell) {
        // Most cells are numbers; only others need to be looked up.
        if (isWrittenAsNumber(cell)) {
            try {
                return finite(Double.parseDouble(cell), cell);
            } catch (NumberFormatException e) {
                throw noNumber(cell, e);
            }
        }
        if (isMissing(cell)) {
            return Double.NaN;
        }
        if (INFINITE.contains(cell.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(DataException.quote(cell) + " is not finite; correct it");
        }
        throw noNumber(cell, null);
    }

    private static IllegalArgumentException noNumber(String cell, NumberFormatException e) {
        var comma = cell.matches("[+-]?\\d{1,30},\\d{1,30}") ? " (write a point for the decimal comma)" : "";
        return new IllegalArgumentException(DataException.quote(cell) + " is no number" + comma + "; correct it", e);
    }

    static boolean isMissing(String cell) {
        return cell.length() <= 4 && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether a cell can be read as a number, or as a missing one. */
    static boolean isNumber(String cell) {
        try {
            parse(cell);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Double.parseDouble takes "1d", "0x1p3" and "Infinity", too. */
    private static boolean isWrittenAsNumber(String cell) {
        if (cell.isEmpty() || cell.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if ((c < '0' || c > '9') && OTHERS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
