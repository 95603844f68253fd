package io.github.gru4j.datasets.text;

import java.util.List;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the pipelines of texts have in common: the form that raw texts come in, and the arrays they become. */
final class RawText {

    private RawText() {}

    /** The text of a sequence of one step with one column. */
    static String of(List<List<Writable>> sequence) {
        if (sequence.size() != 1) {
            throw new IllegalArgumentException(
                    "A text is a sequence of one step with one column, but this has " + sequence.size() + " steps.");
        }
        if (sequence.get(0).size() != 1) {
            throw new IllegalArgumentException("A text is a sequence of one step with one column, but step 1 has "
                    + sequence.get(0).size() + " columns.");
        }
        return sequence.get(0).get(0).toString();
    }

    /** Steps as features [1, 1, time]. */
    static INDArray features(float[] steps) {
        if (steps.length == 0) {
            throw new IllegalArgumentException(
                    "The text in step 1, column 1, has no tokens; give one that is not empty.");
        }
        return Nd4j.create(steps, new long[] {1, 1, steps.length}, 'c');
    }
}
