package io.github.gru4j.datasets.sequences;

import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Numbers that DataVec's values hold: the same for what is trained on and for what a pipeline is given. */
final class StepNumbers {

    private StepNumbers() {}

    /**
     * The number; NaN if it is missing.
     *
     * @throws IllegalArgumentException if there is none, or none that a float can hold, with what to do
     */
    static double of(Writable writable) {
        if (writable == null || writable instanceof NullWritable) {
            return Double.NaN;
        }
        if (writable instanceof Text) {
            return Cells.number(writable.toString().strip());
        }
        try {
            return Cells.finite(writable.toDouble(), writable.toString());
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "a number was expected, but this is a " + writable.getType() + "; leave the column out", e);
        }
    }
}
