package io.github.gru4j.experiments.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** A table as RFC 4180 has it, but for shorter line ends; a number that is not finite is an empty field. */
final class Csv {

    /** Curves come from networks of 32-bit numbers, which have seven digits and a bit. */
    private static final MathContext CURVE_DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    private final StringBuilder text = new StringBuilder();
    private int lines;

    Csv(String... header) {
        row((Object[]) header);
    }

    /** Adds a line. */
    Csv row(Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : ",").append(field(fields[i]));
        }
        text.append('\n');
        lines++;
        return this;
    }

    /** How many there are below the header. */
    int lines() {
        return lines - 1;
    }

    /** A number of a curve, with as many digits as mean something. */
    static Object rounded(double value) {
        return Double.isFinite(value) && value != 0
                ? BigDecimal.valueOf(value).round(CURVE_DIGITS).stripTrailingZeros()
                : (Object) value;
    }

    String text() {
        return text.toString();
    }

    private static String field(Object value) {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return "";
        }
        String field = value.toString();
        return NEEDS_QUOTES.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
