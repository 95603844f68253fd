package io.github.gru4j.datasets.internal.csv;

import java.nio.charset.StandardCharsets;

/** Reads numbers in ASCII, to the same double as {@link Double#parseDouble} but without a string for most of them. */
public final class Numbers {

    /** Integers up to here are exact in a double, and so is one product or quotient with an exact power of ten (Clinger, 1990). */
    private static final long MOST_EXACT = 1L << 53;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int LONGEST = 1000;

    private Numbers() {}

    /**
     * The number that is written there; NaN if there is none.
     *
     * @param point what stands before the fraction
     */
    public static double parse(byte[] text, int from, int to, char point) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int exponent = 0;
        int count = 0;
        boolean fraction = false;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9') {
                if (digits >= MOST_EXACT / 10) {
                    return slow(text, from, to, point);
                }
                digits = 10 * digits + c - '0';
                count++;
                if (fraction) {
                    exponent--;
                }
            } else if (c == point && !fraction) {
                fraction = true;
            } else if (count > 0 && (c == 'e' || c == 'E')) {
                return slow(text, from, to, point);
            } else {
                return Double.NaN;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (digits > MOST_EXACT || -exponent >= EXACT_POWERS.length) {
            return slow(text, from, to, point);
        }
        double value = digits / EXACT_POWERS[-exponent];
        return negative ? -value : value;
    }

    /** Java would also take hexadecimal numbers, "NaN", and a d or f at the end. */
    private static double slow(byte[] text, int from, int to, char point) {
        if (to - from > LONGEST) {
            return Double.NaN;
        }
        var number = new byte[to - from];
        for (int i = from; i < to; i++) {
            byte c = text[i];
            boolean plain = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!plain && c != point) {
                return Double.NaN;
            }
            number[i - from] = c == point ? (byte) '.' : c;
        }
        try {
            return Double.parseDouble(new String(number, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The number that is written there; NaN if there is none. */
    public static double parse(String text, char point) {
        var bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, point);
    }
}
