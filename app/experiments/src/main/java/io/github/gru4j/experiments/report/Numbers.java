package io.github.gru4j.experiments.report;

import java.util.Locale;

/** Figures for people. */
final class Numbers {

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int MOST_DECIMALS = 9;

    private Numbers() {}

    /** {@code value} with as many decimals as give {@code reference} four significant digits; "n/a" if it is no number. */
    static String text(double value, double reference) {
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        return String.format(Locale.ROOT, "%." + decimals(reference) + "f", value);
    }

    private static int decimals(double reference) {
        if (!Double.isFinite(reference) || reference == 0) {
            return SIGNIFICANT_DIGITS;
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(reference)));
        return Math.min(MOST_DECIMALS, Math.max(0, SIGNIFICANT_DIGITS - 1 - magnitude));
    }
}
