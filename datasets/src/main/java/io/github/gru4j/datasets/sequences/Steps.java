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
    /** Only for a transform: an object for each value is several times what a plain file costs to read. */
    private final RawSteps.Collector raw;

    /** @param place where the first row is */
    Steps(StepColumns columns, SequenceOptions options, DataException.Place place, String key) {
        this.columns = columns;
        this.options = options;
        this.place = place;
        this.key = key;
        raw = options.transform() == null ? null : new RawSteps.Collector();
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
        if (raw != null) {
            raw.add(row, columns.features(), table.place());
            return;
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
        return 200 + (long) Double.BYTES * values.length + 24L * times.size() + (raw == null ? 0 : raw.bytes());
    }

    RawSequence sequence() {
        if (raw != null) {
            return new RawSequence(place, key, label, null, columns.time() < 0 ? raw.inOrder() : raw.ordered(order()));
        }
        var sorted = columns.time() < 0 ? Arrays.copyOf(values, length) : byTime();
        fill(sorted, columns.names(), options, place);
        return new RawSequence(place, key, label, sorted);
    }

    private double[] byTime() {
        int size = columns.features().length;
        int[] order = order();
        var sorted = new double[length];
        for (int t = 0; t < order.length; t++) {
            System.arraycopy(values, order[t] * size, sorted, t * size, size);
        }
        return sorted;
    }

    private int[] order() {
        return order(times, place, key);
    }

    /** Where the step of each time is, from the earliest on. */
    static int[] order(List<Double> times, DataException.Place place, String key) {
        int[] order = IntStream.range(0, times.size())
                .boxed()
                .sorted(Comparator.comparingDouble(times::get))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int t = 1; t < order.length; t++) {
            if (times.get(order[t]).equals(times.get(order[t - 1]))) {
                throw place.of("the sequence that begins here has two rows of the same time"
                        + (key.isEmpty() ? "" : " (sequence " + DataException.quote(key) + ")") + "; delete one");
            }
        }
        return order;
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
