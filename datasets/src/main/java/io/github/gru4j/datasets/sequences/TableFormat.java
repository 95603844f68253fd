package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.util.List;

/**
 * How the rows of one or of many files are written.
 *
 * @param separator found or given, never {@link Separator#AUTO}
 * @param header whether the first row holds names
 * @param columns the names
 */
record TableFormat(Separator separator, boolean header, Columns columns) {

    /** What the first row of a file tells, which is the present one. */
    static TableFormat of(CsvLines lines, SequenceOptions options) {
        var separator = options.separator() == Separator.AUTO ? Separator.in(lines.text()) : options.separator();
        var cells = separator.fields(lines).texts();
        boolean header = options.header() != null ? options.header() : looksLikeHeader(cells, options);
        return new TableFormat(separator, header, new Columns(header ? cells : List.of()));
    }

    /** It holds a name that the options ask for, or no number at all; a label beside numbers may be a word. */
    private static boolean looksLikeHeader(List<String> cells, SequenceOptions options) {
        if (options.columnNames().stream().anyMatch(cells::contains)
                && options.columnNames().stream().noneMatch(Cells::isNumber)) {
            return true;
        }
        return cells.stream().noneMatch(Cells::isNumber);
    }

    /** @throws DataException if a file of several has another header than the first */
    void requireHeader(List<String> cells, DataException.Place place) {
        if (!cells.equals(columns.names())) {
            throw place.of(
                    "its header is not that of the first file: found " + DataException.quote(String.join(",", cells))
                            + ", expected " + DataException.quote(String.join(",", columns.names()))
                            + "; give files with the same columns");
        }
    }
}
