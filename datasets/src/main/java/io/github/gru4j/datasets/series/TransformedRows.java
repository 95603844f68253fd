package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.TransformActions;
import io.github.gru4j.datasets.internal.TransformRun;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datavec.api.transform.ColumnType;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Rows of a file as a DataVec transform leaves them. */
final class TransformedRows {

    private final TransformProcess process;
    private final TransformRun run;
    private final Schema made;
    private final SeriesOptions options;
    private final WritableCells cells;

    TransformedRows(TransformProcess process, SeriesOptions options, CellReader cells) {
        this.process = process;
        this.options = options;
        this.cells = new WritableCells(cells);
        run = new TransformRun(process);
        made = process.getFinalSchema();
    }

    private interface RowVisitor {
        /** False: no more rows, please. */
        boolean visit(DataException.Place place, long line, List<Writable> row) throws IOException;
    }

    private static boolean holdsNumbers(ColumnType type) {
        return switch (type) {
            case Integer, Long, Double, Float, Boolean -> true;
            default -> false;
        };
    }

    /** Columns of the final schema whose type is a number; but the time. */
    List<String> columnsOfNumbers(Path file) {
        var names = columns(true);
        if (names.isEmpty()) {
            throw DataException.in(file)
                    .of("no column holds numbers after the transform (" + TransformActions.describe(made)
                            + "); convert one in the transform");
        }
        return names;
    }

    /** The others. */
    List<String> withoutNumbers() {
        return columns(false);
    }

    private List<String> columns(boolean ofNumbers) {
        return IntStream.range(0, made.numColumns())
                .filter(i -> holdsNumbers(made.getType(i)) == ofNumbers)
                .mapToObj(made::getName)
                .filter(name -> !name.equals(options.time().orElse("")))
                .toList();
    }

    /**
     * How times are written: as texts in a form to be found out, as milliseconds since 1970 (DataVec's type Time), or as plain
     * numbers.
     */
    TimeFormat timeFormat(Path file, String column) throws IOException {
        int index = made.getIndexOfColumn(column);
        var candidates = new ArrayList<TimeFormat>();
        var own = options.timePattern().map(pattern -> ownFormat(file, column, pattern));
        forEachRow(file, (place, line, row) -> {
            if (!(row.get(index) instanceof Text text)) {
                if (own.isPresent()) {
                    throw DataException.in(file)
                            .column(column)
                            .of("a time pattern is for texts, and the transform gives numbers; leave the pattern out");
                }
                candidates.clear();
                candidates.add(TimeFormat.numbers(made.getType(index) == ColumnType.Time));
                return false;
            }
            if (own.isPresent()) {
                candidates.add(own.get());
                return false;
            }
            var bytes = bytes(text);
            if (candidates.isEmpty()) {
                candidates.addAll(TimeFormat.matching(bytes, 0, bytes.length));
            } else {
                candidates.removeIf(format -> Double.isNaN(format.parse(bytes, 0, bytes.length)));
            }
            if (candidates.isEmpty()) {
                throw place.column(column)
                        .of(DataException.quote(text.toString())
                                + " is no time in a form that is known here; correct it, give the pattern, or let the"
                                + " transform read it (StringToTimeTransform)");
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

    private static TimeFormat ownFormat(Path file, String column, String pattern) {
        try {
            return TimeFormat.pattern(pattern);
        } catch (IllegalArgumentException e) {
            throw DataException.in(file).column(column).of("the time pattern is none: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Writable text) {
        return text.toString().strip().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the values of all rows that no filter removes. */
    KeptRows fill(
            Path file,
            SeriesColumns columns,
            TimeFormat timeFormat,
            RawTable table,
            long[] missing,
            Optional<TimeAxis> axis)
            throws IOException {
        var names = columns.values();
        int[] places = names.stream().mapToInt(made::getIndexOfColumn).toArray();
        int timePlace = axis.isPresent() ? made.getIndexOfColumn(options.time().orElseThrow()) : -1;
        var values = new double[columns.width()];
        var lines = new Lines();
        long read = forEachRow(file, (place, line, row) -> {
            for (int i = 0; i < places.length; i++) {
                values[i] = value(place.column(names.get(i)), row.get(places[i]));
                if (Double.isNaN(values[i])) {
                    missing[i]++;
                }
            }
            if (timePlace >= 0) {
                values[values.length - 1] = time(place, row.get(timePlace), timeFormat, axis.orElseThrow());
            }
            if (table.rows() == Integer.MAX_VALUE - 1) {
                throw place.of("there are more rows than can be counted here; split the file");
            }
            table.add(values);
            lines.add(line);
            return true;
        });
        if (table.rows() == 0) {
            throw noRows(file);
        }
        long removed = read - table.rows();
        return removed == 0
                ? KeptRows.ALL
                : new KeptRows(
                        lines.toArray(),
                        List.of(removed + " of " + read + " rows were removed by the transform: "
                                + String.join(", ", TransformActions.filters(process))));
    }

    private double value(DataException.Place place, Writable writable) {
        double value;
        try {
            value = cells.number(writable);
        } catch (IllegalArgumentException e) {
            throw place.of(
                    "after the transform, " + e.getMessage()
                            + "; correct it, convert it in the transform, or leave the column out of features and targets",
                    e);
        }
        if (Double.isInfinite(value)) {
            throw place.of("after the transform, the value is no finite number; correct it, or the transform");
        }
        if (Double.isNaN(value) && options.missing() == MissingValues.REFUSE) {
            throw place.of("after the transform, the value is missing (" + DataException.quote(String.valueOf(writable))
                    + "); put it in, or say what missing values become: drop, interpolate, carry forward or mask");
        }
        return value;
    }

    private double time(DataException.Place place, Writable writable, TimeFormat format, TimeAxis axis) {
        var column = place.column(options.time().orElseThrow());
        var shown = DataException.quote(String.valueOf(writable));
        var text = writable == null ? new byte[0] : bytes(writable);
        double time = format.parse(text, 0, text.length);
        if (Double.isNaN(time)) {
            throw column.of(shown + " is no time written as " + format
                    + ", as the rows before; correct it, give the pattern, or let the transform read it"
                    + " (StringToTimeTransform)");
        }
        if (!axis.add(time)) {
            throw column.of("the time " + shown + " is that of the row before; remove one of the rows");
        }
        return time;
    }

    private DataException noRows(Path file) {
        return DataException.in(file)
                .of(
                        TransformActions.filters(process).isEmpty()
                                ? "there is a header, but no row"
                                : "the transform leaves no row: "
                                        + String.join(", ", TransformActions.filters(process)));
    }

    /**
     * Rows after the transform.
     *
     * @return how many rows there are before it, as far as they were read
     */
    private long forEachRow(Path file, RowVisitor visitor) throws IOException {
        try (var lines = new CsvLines(file, options.charset())) {
            var header = CsvHeader.read(lines, options);
            // Those that the transform does not know are not for it.
            int[] places = process.getInitialSchema().getColumnNames().stream()
                    .mapToInt(name -> header.indexOf(name, lines))
                    .toArray();
            long[] rows = {0};
            SeriesReader.forEachRow(lines, header, fields -> {
                rows[0]++;
                // As texts, whatever the schema says, as DataVec's CSV readers do: filters look for what is no number.
                var row = new ArrayList<Writable>(places.length);
                for (int place : places) {
                    row.add(new Text(fields.text(place)));
                }
                List<Writable> transformed;
                try {
                    transformed = run.row(row);
                } catch (TransformRun.Failure e) {
                    throw lines.place().of(e.getMessage(), e);
                }
                return transformed == null || visitor.visit(lines.place(), lines.row(), transformed);
            });
            return rows[0];
        }
    }

    /** Line numbers; a file has no more rows than an int counts. */
    private static final class Lines {

        private int[] numbers = new int[1024];
        private int count;

        void add(long line) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * count));
            }
            numbers[count++] = Math.toIntExact(line);
        }

        int[] toArray() {
            return Arrays.copyOf(numbers, count);
        }
    }
}
