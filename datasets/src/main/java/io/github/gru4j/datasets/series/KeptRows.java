package io.github.gru4j.datasets.series;

import java.util.List;

/**
 * Which rows of a file a transform has left.
 *
 * @param lines where each is in the file, counted from 1; null if none is missing
 * @param findings what became of the others, for people
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record KeptRows(int[] lines, List<String> findings) {

    static final KeptRows ALL = new KeptRows(null, List.of());

    /** Where a row is in the file; the header is before the first. */
    long line(int row) {
        return lines == null ? row + 2L : lines[row];
    }
}
