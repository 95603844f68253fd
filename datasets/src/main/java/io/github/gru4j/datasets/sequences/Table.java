package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.csv.CsvFields;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A file of rows and columns while it is read. */
final class Table implements Closeable {

    private final CsvLines lines;
    private final CsvFields fields;
    private final TableFormat format;
    /** Whether the present row was not given yet. */
    private boolean waiting;

    private Table(CsvLines lines, TableFormat format) {
        this.lines = lines;
        this.fields = format.separator().fields(lines);
        this.format = format;
        this.waiting = !format.header();
    }

    /**
     * Opens a file.
     *
     * @param known of the files before it, or null: then the file tells
     */
    static Table open(Path file, SequenceOptions options, TableFormat known) {
        var lines = new CsvLines(file, options.charset());
        try {
            if (!lines.next()) {
                throw DataException.in(file).of("this file is empty; give one with rows of numbers");
            }
            var table = new Table(lines, known != null ? known : TableFormat.of(lines, options));
            if (table.format.header()) {
                table.format.requireHeader(table.fields.texts(), lines.place());
            }
            return table;
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    TableFormat format() {
        return format;
    }

    Path file() {
        return lines.file();
    }

    /** The number of the last row, from 1. */
    long number() {
        return lines.row();
    }

    DataException.Place place() {
        return lines.place();
    }

    /** Values of the next row; null when there is none. */
    List<String> next() {
        boolean there = waiting || lines.next();
        waiting = false;
        return there ? fields.texts() : null;
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
            value = Cells.number(row.get(column));
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
        lines.close();
    }
}
