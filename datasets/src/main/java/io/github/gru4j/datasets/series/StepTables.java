package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the rows of all splits what windows are cut from: missing values replaced, outliers clipped, normalised. */
final class StepTables {

    private final SeriesColumns columns;
    private final ColumnScale[] scales;
    private final MissingValues rule;
    private final int features;
    private final int inputs;
    private final int[] targets;
    /** Where in a row each answer is. */
    private final int[] answerPlaces;

    private final float[] row;
    private final long[] clipped;
    private final List<Integer> breaks = new ArrayList<>();
    private StepTable.Writer writer;
    private PartRange before;
    private int rows;

    /**
     * What was made.
     *
     * @param inputs values of a step that a network sees, the first of a row
     * @param answerPlaces where in a row each target is, as it was in the file
     * @param targetPlaces which of the features each target is, as a network sees it; of a target that is none, no input
     * @param breaks rows that do not follow the row before, rising; 0 is the first
     * @param starts the first row of each split, and the row after the last
     * @param clipped values of each feature that were clipped
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Made(
            StepTable table,
            int inputs,
            int[] answerPlaces,
            int[] targetPlaces,
            int[] breaks,
            int[] starts,
            long[] clipped) {}

    /** @param apart whether answers differ from inputs of the same column, since these may be clipped or made up */
    private StepTables(SeriesColumns columns, ColumnScale[] scales, SeriesOptions options, boolean apart) {
        this.columns = columns;
        this.scales = scales;
        rule = options.missing();
        features = columns.features().size();
        inputs = rule == MissingValues.MASK ? 2 * features : features;
        targets = columns.targetPlaces();
        answerPlaces = new int[targets.length];
        int width = inputs;
        for (int i = 0; i < targets.length; i++) {
            answerPlaces[i] = !apart && targets[i] < features ? targets[i] : width++;
        }
        row = new float[width];
        clipped = new long[features];
    }

    /** @param mostBytes of the rows in memory */
    static Made make(
            Splits<PartRange> parts, SeriesColumns columns, ColumnScale[] scales, SeriesOptions options, long mostBytes)
            throws IOException {
        var all = List.of(parts.train(), parts.validation(), parts.test());
        boolean misses = all.stream()
                .anyMatch(part -> Arrays.stream(part.series().missing()).anyMatch(count -> count > 0));
        return new StepTables(
                        columns, scales, options, misses || options.outliers().isPresent())
                .make(all, misses, mostBytes);
    }

    private Made make(List<PartRange> parts, boolean misses, long mostBytes) throws IOException {
        long count = parts.stream().mapToLong(PartRange::rows).sum();
        if (count >= Integer.MAX_VALUE) {
            throw DataException.in(parts.get(0).series().file())
                    .of("all splits together have " + count + " rows, more than can be counted here; use fewer");
        }
        writer = new StepTable.Writer(row.length, count, mostBytes);
        try {
            var starts = new ArrayList<Integer>();
            for (var part : parts) {
                starts.add(rows);
                add(part, misses);
            }
            starts.add(rows);
            return new Made(writer.done(), inputs, answerPlaces, targets, ints(breaks), ints(starts), clipped);
        } catch (IOException | RuntimeException | Error e) {
            writer.discard();
            throw e;
        }
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private void add(PartRange part, boolean misses) throws IOException {
        var series = part.series();
        int offset = rows - part.from();
        boolean follows = before != null && before.series().table() == series.table() && before.to() == part.from();
        before = part;
        if (!follows) {
            breaks.add(rows);
        }
        int[] gaps = IntStream.of(series.breaks())
                .filter(at -> at >= part.from() && at < part.to())
                .toArray();
        IntStream.of(gaps).forEach(at -> breaks.add(at + offset));
        var table = series.table();
        if (!misses) {
            table.forEach(
                    part.from(),
                    part.to(),
                    (at, values, place) -> convert(series.file(), values, place, values, place));
            return;
        }
        var repair = new MissingRepair(
                rule, features, (original, repaired) -> convert(series.file(), original, 0, repaired, 0));
        int[] gap = {0};
        table.forEach(part.from(), part.to(), (at, values, place) -> {
            if (gap[0] < gaps.length && gaps[gap[0]] == at) {
                gap[0]++;
                repair.end();
            }
            repair.add(values, place, table.width());
        });
        repair.end();
    }

    private void convert(Path file, double[] original, int originalAt, double[] values, int at) throws IOException {
        boolean badInput = false;
        boolean badAnswer = false;
        for (int i = 0; i < features; i++) {
            double value = values[at + i];
            boolean missing = Double.isNaN(value);
            if (missing) {
                row[i] = 0;
                badInput |= rule != MissingValues.MASK;
            } else {
                double kept = scales[i].clip(value);
                if (kept != value) {
                    clipped[i]++;
                }
                row[i] = finite(file, i, scales[i].normalise(kept));
            }
            if (inputs > features) {
                row[features + i] = missing ? 1 : 0;
            }
        }
        for (int i = 0; i < targets.length; i++) {
            double value = original[originalAt + targets[i]];
            badAnswer |= Double.isNaN(value);
            if (answerPlaces[i] >= inputs) {
                row[answerPlaces[i]] =
                        Double.isNaN(value) ? Float.NaN : finite(file, targets[i], scales[targets[i]].normalise(value));
            }
        }
        writer.add(row, badInput, badAnswer);
        rows++;
    }

    private float finite(Path file, int column, float value) {
        if (Float.isInfinite(value)) {
            throw DataException.in(file)
                    .column(columns.values().get(column))
                    .of(
                            "a value is too large for a 32-bit number after normalisation; correct it, or scale the column down");
        }
        return value;
    }
}
