package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.csv.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** What a field of a file or a raw value is: a number, a missing value, or neither. */
final class CellReader {

    private static final Set<String> COMMON = Set.of("", "NaN", "nan", "NA", "N/A", "null", "NULL");

    private static final int LONGEST_MARKER = 40;

    private final char point;
    private final Set<String> markers;
    /** Markers such as -999 that are numbers. */
    private final double[] numbers;

    CellReader(boolean decimalComma, Iterable<String> moreMarkers) {
        point = decimalComma ? ',' : '.';
        markers = new HashSet<>(COMMON);
        moreMarkers.forEach(markers::add);
        numbers = markers.stream()
                .mapToDouble(marker -> Numbers.parse(marker, point))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** NaN for a missing value and for what is no number; {@link #missing} tells which. */
    double number(byte[] text, int from, int to) {
        double value = Numbers.parse(text, from, to, point);
        for (double marker : numbers) {
            if (value == marker) {
                return Double.NaN;
            }
        }
        return value;
    }

    /** Whether what gave no number stands for a missing value. */
    boolean missing(byte[] text, int from, int to) {
        if (from == to) {
            return true;
        }
        return to - from <= LONGEST_MARKER
                && (markers.contains(new String(text, from, to - from, StandardCharsets.UTF_8))
                        || !Double.isNaN(Numbers.parse(text, from, to, point)));
    }
}
