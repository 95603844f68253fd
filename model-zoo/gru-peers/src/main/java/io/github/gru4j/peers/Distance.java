package io.github.gru4j.peers;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far apart two arrays are.
 *
 * @param apart the largest absolute difference of two elements; NaN if one of them is
 * @param largest the largest absolute value that is expected
 */
public record Distance(double apart, double largest) {

    /**
     * Of two arrays of one shape, whatever their strides.
     *
     * @throws IllegalArgumentException if their shapes differ
     */
    public static Distance between(INDArray actual, INDArray expected) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            throw new IllegalArgumentException("expected an array of shape " + Arrays.toString(expected.shape())
                    + ", found " + Arrays.toString(actual.shape()));
        }
        double[] a = Flat.doubles(actual);
        double[] e = Flat.doubles(expected);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(e[i]));
            // Math.max keeps NaN.
            apart = Math.max(apart, Math.abs(a[i] - e[i]));
        }
        return new Distance(apart, largest);
    }

    /**
     * The difference as a part of the largest value: a gradient serves as a whole, and its small elements are sums of large terms
     * that cancel, with the rounding of those.
     *
     * @param floor what a smaller largest value counts as
     */
    public double relative(double floor) {
        return apart / Math.max(floor, largest);
    }
}
