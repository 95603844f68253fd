package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A file of rows and columns while it is read. */
final class Table implements Closeable {

    private final Path file;
    private final TextRows rows;
    private final Cells cells;
    private final TableFormat format;
    private final String first;
    private boolean began;

    private Table(Path file, TextRows rows, TableFormat format, String first) {
        this.file = file;
        this.rows = rows;
        this.cells = new Cells(format.separator());
        this.format = format;
        this.first = first;
    }

    /**
     * Opens a file.
     *
     * @param known of the files before it, or null: then the file tells
     */
    static Table open(Path file, SequenceOptions options, TableFormat known) {
        var rows = new TextRows(file, options.charset());
        boolean opened = false;
        try {
            var line = rows.next();
            if (line == null) {
                throw DataException.in(file).of("this file is empty; give one with rows of numbers");
            }
            var format = known != null ? known : TableFormat.of(line, rows.place(), options);
            var table = new Table(file, rows, format, format.header() ? null : line);
            if (format.header()) {
                format.requireHeader(table.cells.of(line, rows.place()), rows.place());
            }
            opened = true;
            return table;
        } finally {
            if (!opened) {
                rows.close();
            }
        }
    }

    TableFormat format() {
        return format;
    }

    Path file() {
        return file;
    }

    /** The number of the last row, from 1. */
    long number() {
        return rows.number();
    }

    DataException.Place place() {
        return rows.place();
    }

    /** Values of the next row; null when there is none. */
    List<String> next() {
        var line = first != null && !began ? first : rows.next();
        began = true;
        return line == null ? null : cells.of(line, rows.place());
    }

    /** The next row, which must have a value for each of so many columns. */
    List<String> next(int columns) {
        var row = next();
        if (row != null && row.size() != columns) {
            throw place().of("this row has " + row.size() + " values, and " + columns + " were expected, as in "
                    + (format.header() ? "the header" : "the rows before") + "; correct it");
        }
        return row;
    }

    /** A number, NaN if it is missing and may be. */
    double number(List<String> row, int column, SequenceOptions options) {
        double value;
        try {
            value = Numbers.parse(row.get(column));
        } catch (IllegalArgumentException e) {
            throw at(column).of(e.getMessage() + headerHint(options), e);
        }
        if (Double.isNaN(value) && options.missing() == MissingValues.REFUSE) {
            throw at(column)
                    .of("the value is missing (" + DataException.quote(row.get(column))
                            + "); fill it in, or choose what becomes of missing values: carry forward, zero");
        }
        return value;
    }

    private String headerHint(SequenceOptions options) {
        boolean firstRow = number() == 1 && Objects.isNull(options.header());
        return firstRow ? ", or say that the first row is a header" : "";
    }

    DataException.Place at(int column) {
        return place().column(format.columns().name(column));
    }

    @Override
    public void close() {
        rows.close();
    }
}
