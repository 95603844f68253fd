package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.csv.CsvFields;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the series of one file after the other: columns and format of the time are found in the first. */
final class SeriesReader {

    /** Rows that tell which columns hold numbers. */
    private static final int SAMPLE = 1000;

    private final SeriesOptions options;
    private final CellReader cells;
    private final long mostBytes;
    private SeriesColumns columns;
    private List<String> withoutNumbers = List.of();
    private TimeFormat timeFormat;
    /** Null without a transform: then no field of a row becomes an object, which would cost several times what reading does. */
    private final TransformedRows transformed;

    /** @param mostBytes of a file's values in memory */
    SeriesReader(SeriesOptions options, long mostBytes) {
        this.options = options;
        this.mostBytes = mostBytes;
        cells = new CellReader(options.decimalComma(), options.missingMarkers());
        transformed = options.transform()
                .map(process -> new TransformedRows(process, options, cells))
                .orElse(null);
    }

    /** As found in the first file. */
    SeriesColumns columns() {
        return columns;
    }

    RawSeries read(Path file) throws IOException {
        if (columns == null) {
            columns = new SeriesColumns(
                    options.features().isEmpty() ? columnsOfNumbers(file) : options.features(),
                    options.targets(),
                    options.time().isPresent());
        }
        if (options.time().isPresent() && timeFormat == null) {
            timeFormat = transformed == null
                    ? findTimeFormat(file, options.time().get())
                    : transformed.timeFormat(file, options.time().get());
        }
        var table = new RawTable(columns.width(), mostBytes);
        try {
            var missing = new long[columns.values().size()];
            Optional<TimeAxis> axis =
                    Optional.ofNullable(timeFormat).map(format -> new TimeAxis(format.plainNumbers()));
            var kept = KeptRows.ALL;
            if (transformed == null) {
                fill(table, file, missing, axis);
            } else {
                kept = transformed.fill(file, columns, timeFormat, table, missing, axis);
            }
            var none = new RawSeries(file, table, missing, axis, new int[0], kept.findings());
            return axis.isPresent() ? new TimeOrder(options, kept).arranged(none) : none;
        } catch (IOException | RuntimeException | Error e) {
            table.close();
            throw e;
        }
    }

    interface LineVisitor {
        /** False: no more lines, please. */
        boolean visit(CsvFields fields) throws IOException;
    }

    /** The rows of a file, each with as many fields as the header. */
    static void forEachRow(CsvLines lines, CsvHeader header, LineVisitor visitor) throws IOException {
        var fields = new CsvFields(lines, header.delimiter());
        int expected = header.names().size();
        while (lines.next()) {
            fields.split();
            if (fields.count() != expected) {
                throw lines.place()
                        .of("there are " + fields.count() + " fields, but the header has " + expected
                                + "; correct the row"
                                + (fields.count() > expected ? ", or put quotes around what holds a delimiter" : ""));
            }
            if (!visitor.visit(fields)) {
                return;
            }
        }
    }

    /**
     * Those whose first value is a number, which may be missing in the first rows. A text further down is then a defect and not a reason
     * to leave a column out in silence.
     */
    private List<String> columnsOfNumbers(Path file) throws IOException {
        if (transformed != null) {
            withoutNumbers = transformed.withoutNumbers();
            return transformed.columnsOfNumbers(file);
        }
        try (var lines = new CsvLines(file, options.charset())) {
            var header = CsvHeader.read(lines, options);
            int count = header.names().size();
            var known = new BitSet(count);
            var numbers = new BitSet(count);
            forEachRow(lines, header, fields -> {
                for (int i = known.nextClearBit(0); i < count; i = known.nextClearBit(i + 1)) {
                    boolean number = !Double.isNaN(cells.number(lines.buffer(), fields.start(i), fields.end(i)));
                    numbers.set(i, number);
                    known.set(i, number || !cells.missing(lines.buffer(), fields.start(i), fields.end(i)));
                }
                return lines.row() <= SAMPLE && known.cardinality() < count;
            });
            if (lines.row() == 1) {
                throw noRows(file);
            }
            var time = options.time().orElse("");
            // A column without a name is the row number that pandas writes.
            var candidates = IntStream.range(0, count)
                    .filter(i -> !header.names().get(i).isEmpty()
                            && !header.names().get(i).equals(time))
                    .boxed()
                    .collect(Collectors.partitioningBy(
                            numbers::get, Collectors.mapping(header.names()::get, Collectors.toList())));
            if (candidates.get(true).isEmpty()) {
                throw DataException.in(file)
                        .of("no column holds numbers; is the delimiter right? It was taken to be "
                                + DataException.quote(String.valueOf(header.delimiter())));
            }
            withoutNumbers = candidates.get(false);
            return candidates.get(true);
        }
    }

    /** Columns of the first file that are no features, since they hold no numbers. */
    List<String> withoutNumbers() {
        return withoutNumbers;
    }

    private TimeFormat findTimeFormat(Path file, String column) throws IOException {
        if (options.timePattern().isPresent()) {
            return TimeFormat.pattern(options.timePattern().get());
        }
        try (var lines = new CsvLines(file, options.charset())) {
            var header = CsvHeader.read(lines, options);
            int index = header.indexOf(column, lines);
            var candidates = new ArrayList<TimeFormat>();
            // Whether 04/01 is in April or in January, only a later row can tell.
            forEachRow(lines, header, fields -> {
                int from = fields.start(index);
                int to = fields.end(index);
                if (candidates.isEmpty()) {
                    candidates.addAll(TimeFormat.matching(lines.buffer(), from, to));
                } else {
                    candidates.removeIf(format -> Double.isNaN(format.parse(lines.buffer(), from, to)));
                }
                if (candidates.isEmpty()) {
                    throw noTime(lines, column, fields.text(index));
                }
                return candidates.size() > 1;
            });
            if (candidates.size() > 1) {
                throw DataException.in(file)
                        .column(column)
                        .of("times could be written as " + candidates.get(0) + " or as " + candidates.get(1)
                                + ", and no row tells which; give the pattern");
            }
            if (candidates.isEmpty()) {
                throw noRows(file);
            }
            return candidates.get(0);
        }
    }

    private static DataException noTime(CsvLines lines, String column, String text) {
        return lines.place()
                .column(column)
                .of(DataException.quote(text)
                        + " is no time in a form that is known here; correct it, or give the pattern");
    }

    private static DataException noRows(Path file) {
        return DataException.in(file).of("there is a header, but no row");
    }

    private void fill(RawTable table, Path file, long[] missing, Optional<TimeAxis> axis) throws IOException {
        try (var lines = new CsvLines(file, options.charset())) {
            var header = CsvHeader.read(lines, options);
            var names = columns.values();
            int[] places =
                    names.stream().mapToInt(name -> header.indexOf(name, lines)).toArray();
            int timePlace = axis.isPresent() ? header.indexOf(options.time().orElseThrow(), lines) : -1;
            var row = new double[columns.width()];
            forEachRow(lines, header, fields -> {
                for (int i = 0; i < places.length; i++) {
                    int from = fields.start(places[i]);
                    int to = fields.end(places[i]);
                    double value = cells.number(lines.buffer(), from, to);
                    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                        requireMissing(value, lines, names.get(i), fields.text(places[i]), from, to);
                        missing[i]++;
                    }
                    row[i] = value;
                }
                if (timePlace >= 0) {
                    row[row.length - 1] = time(lines, fields, timePlace, axis.orElseThrow());
                }
                if (table.rows() == Integer.MAX_VALUE - 1) {
                    throw lines.place().of("there are more rows than can be counted here; split the file");
                }
                table.add(row);
                return true;
            });
            if (table.rows() == 0) {
                throw noRows(file);
            }
        }
    }

    private void requireMissing(double value, CsvLines lines, String name, String text, int from, int to) {
        var place = lines.place().column(name);
        if (Double.isInfinite(value)) {
            throw place.of(DataException.quote(text) + " is no finite number; correct it");
        }
        if (!cells.missing(lines.buffer(), from, to)) {
            throw place.of(DataException.quote(text)
                    + " is no number; correct it, name it as a marker of missing values, or leave the column out");
        }
        if (options.missing() == MissingValues.REFUSE) {
            throw place.of("the value is missing (" + DataException.quote(text)
                    + "); put it in, or say what missing values become: drop, interpolate, carry forward or mask");
        }
    }

    private double time(CsvLines lines, CsvFields fields, int place, TimeAxis axis) {
        double time = timeFormat.parse(lines.buffer(), fields.start(place), fields.end(place));
        var column = options.time().orElseThrow();
        if (Double.isNaN(time)) {
            throw lines.place()
                    .column(column)
                    .of(DataException.quote(fields.text(place)) + " is no time written as " + timeFormat
                            + ", as the rows before; correct it, or give the pattern");
        }
        if (!axis.add(time)) {
            throw lines.place()
                    .column(column)
                    .of("the time " + DataException.quote(fields.text(place))
                            + " is that of the row before; remove one of the rows");
        }
        return time;
    }
}
