package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * Steps in DataVec's form.
 *
 * @param values of each step
 * @param places where each step is
 */
record RawSteps(List<List<Writable>> values, List<DataException.Place> places) {

    /** Bytes of a value in memory, roughly: an object with a text. */
    private static final long BYTES = 100;

    /** The same steps in another order. */
    RawSteps ordered(int[] order) {
        var sorted = new ArrayList<List<Writable>>(order.length);
        var theirPlaces = new ArrayList<DataException.Place>(order.length);
        for (int step : order) {
            sorted.add(values.get(step));
            theirPlaces.add(places.get(step));
        }
        return new RawSteps(sorted, theirPlaces);
    }

    /** Takes the rows of a file one by one. */
    static final class Collector {

        private final List<List<Writable>> values = new ArrayList<>();
        private final List<DataException.Place> places = new ArrayList<>();

        /** Values as texts, as DataVec's CSV readers give them. */
        void add(List<String> row, int[] columns, DataException.Place place) {
            var step = new ArrayList<Writable>(columns.length);
            for (int column : columns) {
                step.add(new Text(row.get(column)));
            }
            values.add(step);
            places.add(place);
        }

        long bytes() {
            return values.isEmpty()
                    ? 0
                    : values.size() * (BYTES + BYTES * values.get(0).size());
        }

        RawSteps inOrder() {
            return new RawSteps(values, places);
        }

        RawSteps ordered(int[] order) {
            return inOrder().ordered(order);
        }
    }
}
