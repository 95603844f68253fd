package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns of a table of steps are what, counted from 0; -1 for none.
 *
 * @param features of a step
 * @param names of the features
 * @param count of all columns
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record StepColumns(int id, int time, int label, int[] features, List<String> names, int count) {

    /** A network of as many features would not be one; a row for each sequence may be longer. */
    private static final int MOST = 10_000;

    /** @param count number of columns, where no header tells */
    static StepColumns of(TableFormat format, int count, SequenceOptions options, DataException.Place place) {
        if (count > MOST) {
            throw place.of("it has " + count + " columns, and at most " + MOST
                    + " can be read; is there a row for each sequence, or another separator?");
        }
        var columns =
                options.transform() == null ? format.columns() : ofTransform(format.columns(), count, options, place);
        int id = options.idColumn() == null ? -1 : columns.index(options.idColumn(), count, place);
        int time = options.timeColumn() == null ? -1 : columns.index(options.timeColumn(), count, place);
        int label =
                switch (options.labelPlace()) {
                    case FIRST -> 0;
                    case LAST -> count - 1;
                    case COLUMN -> columns.index(options.label(), count, place);
                    default -> -1;
                };
        if (options.transform() != null) {
            return new StepColumns(
                    id,
                    time,
                    label,
                    options.rawColumns().stream()
                            .mapToInt(name -> columns.index(name, count, place))
                            .toArray(),
                    options.rawColumns(),
                    count);
        }
        int[] features = options.features().isEmpty()
                ? IntStream.range(0, count)
                        .filter(column -> column != id && column != time && column != label)
                        .toArray()
                : options.features().stream()
                        .mapToInt(name -> columns.index(name, count, place))
                        .toArray();
        if (features.length == 0) {
            throw place.of("no column is left for features: it has " + count + " columns; give a file with more");
        }
        var names = IntStream.of(features).mapToObj(columns::name).toList();
        return new StepColumns(id, time, label, features, names, count);
    }

    /** Those of the header; without one, the transform's initial schema names all in their order, as DataVec has it. */
    private static Columns ofTransform(Columns columns, int count, SequenceOptions options, DataException.Place place) {
        if (!columns.names().isEmpty()) {
            return columns;
        }
        var names = options.rawColumns();
        if (names.size() != count) {
            throw place.of("there is no header, so the transform's initial schema must name all " + count
                    + " columns in their order, and it has " + names.size() + ": " + String.join(", ", names));
        }
        return new Columns(names);
    }
}
