package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import java.nio.charset.StandardCharsets;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Numbers that DataVec's values hold: the same for what is trained on and for what a pipeline is given. */
record WritableCells(CellReader cells) {

    /**
     * The number; NaN if it is missing.
     *
     * @throws IllegalArgumentException if there is none, with what was found
     */
    double number(Writable writable) {
        if (writable == null || writable instanceof NullWritable) {
            return Double.NaN;
        }
        if (writable instanceof Text) {
            var text = writable.toString().strip();
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            double value = cells.number(bytes, 0, bytes.length);
            if (Double.isNaN(value) && !cells.missing(bytes, 0, bytes.length)) {
                throw new IllegalArgumentException(DataException.quote(text) + " is no number");
            }
            return value;
        }
        return switch (writable.getType()) {
            case Byte, Double, Float, Int, Long, Boolean -> writable.toDouble();
            default ->
                throw new IllegalArgumentException(
                        "a number or a text was expected, but this is a " + writable.getType());
        };
    }
}
