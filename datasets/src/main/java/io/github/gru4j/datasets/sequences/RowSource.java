package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A sequence in each row. */
final class RowSource implements SequenceSource {

    private final Path file;
    private final SequenceOptions options;

    RowSource(Path file, SequenceOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public List<String> features() {
        if (options.transform() != null) {
            return options.rawColumns();
        }
        if (!options.features().isEmpty()) {
            return options.features();
        }
        return options.featuresPerStep() == 1
                ? List.of("value")
                : IntStream.rangeClosed(1, options.featuresPerStep())
                        .mapToObj(i -> "value " + i)
                        .toList();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        try (var table = Table.open(file, options, null)) {
            int columns =
                    table.format().header() ? table.format().columns().names().size() : -1;
            boolean any = false;
            for (var row = table.next(); row != null; row = table.next()) {
                any = true;
                if (columns < 0) {
                    columns = row.size();
                }
                visitor.visit(sequence(table, row, columns));
            }
            if (!any) {
                throw DataException.in(file)
                        .of("this file has a header and no rows; give one with a sequence in each row");
            }
        }
    }

    private RawSequence sequence(Table table, List<String> cells, int columns) {
        var row = cells;
        if (options.ragged()) {
            int end = cells.size();
            while (end > 0 && cells.get(end - 1).isEmpty()) {
                end--;
            }
            // Else a row that lacks its label would be labelled by its last value.
            if (end < cells.size() && options.labelPlace() == LabelPlace.LAST) {
                throw table.at(cells.size() - 1)
                        .of(
                                "the label is missing: the last column is empty; fill it in, delete what separates nothing from nothing"
                                        + " behind the label, or put labels first");
            }
            row = cells.subList(0, end);
        } else if (row.size() != columns) {
            throw table.place()
                    .of("this row has " + row.size() + " values, and " + columns + " were expected, as in "
                            + (table.format().header() ? "the header" : "the first row")
                            + "; correct it, or allow sequences of several lengths (ragged)");
        }
        int label = label(table, row.size(), columns);
        int values = row.size() - (label < 0 ? 0 : 1);
        int features = options.featuresPerStep();
        if (values < 1) {
            throw table.place().of("this row has no values, a sequence of length 0; delete it or fill it in");
        }
        if (values % features != 0) {
            throw table.place()
                    .of("this row has " + values + " values, which are no whole steps of " + features
                            + " features; correct it, or the number of features for each step");
        }
        var its = label < 0 ? null : Labels.require(row.get(label), table.at(label));
        return options.transform() == null
                ? new RawSequence(table.place(), "", its, values(table, row, label, values / features))
                : new RawSequence(table.place(), "", its, null, raw(table, row, label, values / features));
    }

    /** Which column is the label; -1 if none is. */
    private int label(Table table, int count, int columns) {
        return switch (options.labelPlace()) {
            case FIRST -> requireIn(table, 0, count);
            case LAST -> requireIn(table, count - 1, count);
            case COLUMN ->
                requireIn(
                        table, table.format().columns().index(options.label(), columns, DataException.in(file)), count);
            default -> -1;
        };
    }

    private static int requireIn(Table table, int column, int count) {
        if (column < 0 || column >= count) {
            throw table.place().of("this row has " + count + " values and no label; correct it");
        }
        return column;
    }

    private double[] values(Table table, List<String> row, int label, int steps) {
        int features = options.featuresPerStep();
        var values = new double[steps * features];
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < features; f++) {
                values[t * features + f] = table.number(row, column(t, f, steps, label), options);
            }
        }
        Steps.fill(values, features(), options, table.place());
        return values;
    }

    private int column(int step, int feature, int steps, int label) {
        int column = options.order().index(step, feature, steps, options.featuresPerStep());
        return label >= 0 && column >= label ? column + 1 : column;
    }

    private RawSteps raw(Table table, List<String> row, int label, int steps) {
        var raw = new RawSteps.Collector();
        var place = table.place();
        for (int t = 0; t < steps; t++) {
            int step = t;
            raw.add(
                    row,
                    IntStream.range(0, options.featuresPerStep())
                            .map(f -> column(step, f, steps, label))
                            .toArray(),
                    place.step(t + 1L));
        }
        return raw.inOrder();
    }
}
