package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the rows of a table that are the steps of one sequence. */
final class Steps {

    private final StepColumns columns;
    private final SequenceOptions options;
    private final DataException.Place place;
    private final String key;
    private final List<Double> times = new ArrayList<>();
    private double[] values = new double[16];
    private int length;
    private String label;

    /** @param place where the first row is */
    Steps(StepColumns columns, SequenceOptions options, DataException.Place place, String key) {
        this.columns = columns;
        this.options = options;
        this.place = place;
        this.key = key;
    }

    void add(Table table, List<String> row) {
        if (columns.label() >= 0) {
            var found = Labels.require(row.get(columns.label()), table.at(columns.label()));
            if (label != null && !label.equals(found)) {
                throw table.at(columns.label())
                        .of("the label changes within a sequence, from " + DataException.quote(label) + " to "
                                + DataException.quote(found) + "; give all rows of a sequence the same");
            }
            label = found;
        }
        if (columns.time() >= 0) {
            try {
                times.add(Times.parse(row.get(columns.time())));
            } catch (IllegalArgumentException e) {
                throw table.at(columns.time()).of(e.getMessage(), e);
            }
        }
        int size = columns.features().length;
        if (length + size > values.length) {
            values = Arrays.copyOf(values, Math.max(length + size, 2 * values.length));
        }
        for (int f = 0; f < size; f++) {
            values[length + f] = table.number(row, columns.features()[f], options);
        }
        length += size;
    }

    long bytes() {
        return 200 + (long) Double.BYTES * values.length + 24L * times.size();
    }

    RawSequence sequence() {
        var sorted = columns.time() < 0 ? Arrays.copyOf(values, length) : byTime();
        fill(sorted, columns.names(), options, place);
        return new RawSequence(place, key, label, sorted);
    }

    private double[] byTime() {
        int size = columns.features().length;
        int[] order = IntStream.range(0, times.size())
                .boxed()
                .sorted(Comparator.comparingDouble(times::get))
                .mapToInt(Integer::intValue)
                .toArray();
        var sorted = new double[length];
        for (int t = 0; t < order.length; t++) {
            if (t > 0 && times.get(order[t]).equals(times.get(order[t - 1]))) {
                throw place.of("the sequence that begins here has two rows of the same time"
                        + (key.isEmpty() ? "" : " (sequence " + DataException.quote(key) + ")") + "; delete one");
            }
            System.arraycopy(values, order[t] * size, sorted, t * size, size);
        }
        return sorted;
    }

    /** Fills what is missing in a whole sequence. */
    static void fill(double[] values, List<String> features, SequenceOptions options, DataException.Place place) {
        if (options.missing() != MissingValues.REFUSE) {
            int missing = options.missing().fill(values, features.size());
            if (missing >= 0) {
                throw place.column(features.get(missing))
                        .of(
                                "no value of the sequence that begins here is known; delete it, or let missing values become zero");
            }
        }
    }
}
