package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labels as files write them. */
final class Labels {

    private static final double LARGEST = 1e15;

    private Labels() {}

    /** @throws DataException if there is none */
    static String require(String cell, DataException.Place place) {
        if (cell.isEmpty()
                || (Cells.isMissing(cell) && !cell.equalsIgnoreCase("na") && !cell.equalsIgnoreCase("null"))) {
            throw place.of(
                    "the label is missing (" + DataException.quote(cell) + "); fill it in, or delete the sequence");
        }
        return cell;
    }

    /**
     * What a label is called: whole numbers without the noughts behind the point with which some files write them ("1.0000000e+00").
     */
    static String canonical(String label) {
        boolean whole = label.indexOf('.') < 0 && label.indexOf('e') < 0 && label.indexOf('E') < 0;
        if (whole || !Cells.isNumber(label)) {
            return label;
        }
        double value = Cells.number(label);
        return value == Math.rint(value) && Math.abs(value) < LARGEST ? Long.toString((long) value) : label;
    }

    /** Numbers by their value, if all are; else by the alphabet. */
    static List<String> sorted(Iterable<String> labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.forEach(label -> sorted.put(label, label));
        boolean numbers = sorted.keySet().stream().allMatch(label -> Cells.isNumber(label) && !Cells.isMissing(label));
        return numbers
                ? sorted.keySet().stream()
                        .sorted(Comparator.comparingDouble(Cells::number).thenComparing(label -> label))
                        .toList()
                : List.copyOf(sorted.keySet());
    }
}
