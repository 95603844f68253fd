package io.github.gru4j.experiments.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures for people. */
final class Numbers {

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int MOST_DECIMALS = 9;
    private static final double THOUSAND = 1e3;
    private static final double TEN_THOUSAND = 1e4;
    private static final double MILLION = 1e6;

    private Numbers() {}

    /** {@code value} with as many decimals as give {@code reference} four significant digits; "n/a" if it is no number. */
    static String text(double value, double reference) {
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        return String.format(Locale.ROOT, "%." + decimals(reference) + "f", value);
    }

    /** {@code value} of a difference, with as many decimals as give {@code reference} three significant digits. */
    static String difference(double value, double reference) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + Math.max(0, decimals(reference) - 1) + "f", value)
                : "n/a";
    }

    /** {@code value} with three significant digits, thousands separated by commas; "n/a" if it is no number. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        if (Math.abs(value) >= THOUSAND) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_EVEN))
                .toPlainString();
    }

    /** A label of an axis: short, with k for thousands and M for millions. */
    static String tick(double value) {
        double size = Math.abs(value);
        double unit = size >= MILLION ? MILLION : size >= THOUSAND ? THOUSAND : 1;
        String suffix = unit == MILLION ? "M" : unit == THOUSAND ? "k" : "";
        return new BigDecimal(value / unit)
                        .round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString()
                + suffix;
    }

    /** Bytes with a prefix of the SI. */
    static String bytes(long count) {
        if (count < TEN_THOUSAND) {
            return String.format(Locale.ROOT, "%,d B", count);
        }
        return count < MILLION * 10
                ? String.format(Locale.ROOT, "%,.0f kB", count / THOUSAND)
                : String.format(Locale.ROOT, "%,.1f MB", count / MILLION);
    }

    private static int decimals(double reference) {
        if (!Double.isFinite(reference) || reference == 0) {
            return SIGNIFICANT_DIGITS;
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(reference)));
        return Math.min(MOST_DECIMALS, Math.max(0, SIGNIFICANT_DIGITS - 1 - magnitude));
    }
}
