package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The order of the axes of sequences: n for sequences, t for steps, c for features. */
enum SequenceLayout {
    /** Keras, and PyTorch with batch_first. */
    NTC(0, 2, 1),
    /** PyTorch and ONNX unless they are told otherwise. */
    TNC(1, 2, 0),
    /** DL4J. */
    NCT(0, 1, 2);

    private static final int RANK = 3;

    /** Where DL4J's axes are in this layout. */
    @SuppressWarnings("ImmutableEnumChecker") // only read
    private final int[] axes;

    SequenceLayout(int... axes) {
        this.axes = axes;
    }

    /** Arrays of three axes are sequences, others stay as they are. */
    INDArray toDl4j(INDArray array) {
        return array.rank() == RANK ? array.permute(axes).dup('f') : array;
    }

    /** The way back. */
    INDArray fromDl4j(INDArray array) {
        if (array.rank() != RANK) {
            return array;
        }
        var back = new int[RANK];
        for (int i = 0; i < RANK; i++) {
            back[axes[i]] = i;
        }
        return array.permute(back).dup('c');
    }

    /** Such as [sequences, steps, 10]. */
    String shape(String features) {
        var names = List.of("sequences", features, "steps");
        var shape = new ArrayList<>(names);
        for (int i = 0; i < RANK; i++) {
            shape.set(axes[i], names.get(i));
        }
        return shape.toString();
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
