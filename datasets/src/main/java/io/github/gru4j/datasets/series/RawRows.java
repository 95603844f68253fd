package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.TransformRun;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Raw rows of a series as a DataVec transform leaves them. */
final class RawRows {

    private RawRows() {}

    /**
     * The features of each row that no filter removes: rows beside one that is removed are neighbours, as in training.
     *
     * @throws IllegalArgumentException if the transform fails, with the step, or leaves other than {@code window} rows
     */
    static List<List<Writable>> transformed(
            List<List<Writable>> raw, TransformProcess process, List<String> features, int window) {
        var run = new TransformRun(process);
        var columns = process.getInitialSchema().getColumnNames();
        int[] places = features.stream()
                .mapToInt(process.getFinalSchema()::getIndexOfColumn)
                .toArray();
        var transformed = new ArrayList<List<Writable>>();
        for (int t = 0; t < raw.size(); t++) {
            var row = raw.get(t);
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("Step " + (t + 1) + " has " + row.size() + " values, but "
                        + columns.size() + " were expected, as the file has them: " + String.join(", ", columns) + ".");
            }
            var made = transformed(run, row, t);
            if (made == null) {
                continue;
            }
            var step = new ArrayList<Writable>(places.length);
            for (int place : places) {
                step.add(made.get(place));
            }
            transformed.add(step);
        }
        if (transformed.size() != window && transformed.size() < raw.size()) {
            throw new IllegalArgumentException("Of " + raw.size() + " rows the transform keeps " + transformed.size()
                    + ", but the network was trained on " + window + "; give the last " + window
                    + " rows that it keeps.");
        }
        return transformed;
    }

    private static List<Writable> transformed(TransformRun run, List<Writable> row, int t) {
        try {
            return run.row(row.stream().map(RawRows::asInFiles).toList());
        } catch (TransformRun.Failure e) {
            throw new IllegalArgumentException("Step " + (t + 1) + ": " + e.getMessage() + ".", e);
        }
    }

    /** A file has no nulls, but empty fields; and the transform was trained on those. */
    private static Writable asInFiles(Writable value) {
        return value == null || value instanceof NullWritable ? new Text("") : value;
    }
}
