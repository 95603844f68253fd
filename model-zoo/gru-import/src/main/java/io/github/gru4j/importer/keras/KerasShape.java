package io.github.gru4j.importer.keras;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Shape of what flows between layers, without the batch: a vector, or a sequence of them.
 *
 * @param sequence whether there are steps
 * @param steps how many, -1 if open; 1 for a vector
 * @param size features, -1 if unknown because an earlier layer could not be read
 */
record KerasShape(boolean sequence, long steps, long size) {

    static final KerasShape UNKNOWN = new KerasShape(true, -1, -1);

    static KerasShape vector(long size) {
        return new KerasShape(false, 1, size);
    }

    static KerasShape sequence(long steps, long size) {
        return new KerasShape(true, steps, size);
    }

    boolean isUnknown() {
        return size < 0;
    }

    KerasShape withSize(long newSize) {
        return new KerasShape(sequence, steps, newSize);
    }

    /** As Keras writes it: batch, steps, features. */
    List<Long> inKerasOrder() {
        return sequence ? List.of(-1L, steps, size) : List.of(-1L, size);
    }

    InputType inputType() {
        return sequence ? InputType.recurrent(size, steps) : InputType.feedForward(size);
    }
}
