package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How far apart arrays are; NaN if either holds one, which ND4J's own reductions leave out. */
public final class Differences {

    private Differences() {}

    /** The largest absolute difference of two arrays of one shape. */
    public static double largest(INDArray actual, INDArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] a = values(actual);
        double[] e = values(expected);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            // Math.max keeps NaN.
            largest = Math.max(largest, Math.abs(a[i] - e[i]));
        }
        return largest;
    }

    /** The largest absolute value. */
    public static double largest(INDArray array) {
        double largest = 0;
        for (double value : values(array)) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
