package io.github.gru4j.importer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far two arrays of the same shape are apart.
 *
 * @param largest difference; infinite if one has a value where the other has none
 * @param at its place
 * @param expected value there
 * @param found value there
 * @param relative the largest difference in proportion to the expected value, of those that are not zero; as numpy.testing has it
 */
public record Parity(double largest, String at, double expected, double found, double relative) {

    /**
     * Compares each value.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Parity of(INDArray expected, INDArray found) {
        if (!Arrays.equals(expected.shape(), found.shape())) {
            throw new IllegalArgumentException("expected an output of shape " + Arrays.toString(expected.shape())
                    + ", found " + Arrays.toString(found.shape()));
        }
        double[] left = expected.dup('c').data().asDouble();
        double[] right = found.dup('c').data().asDouble();
        double largest = -1;
        double relative = 0;
        int at = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = difference(left[i], right[i]);
            if (difference > largest) {
                largest = difference;
                at = i;
            }
            if (left[i] != 0 && difference != 0) {
                relative = Math.max(relative, proportion(difference, left[i]));
            }
        }
        return left.length == 0
                ? new Parity(0, "[]", 0, 0, 0)
                : new Parity(largest, index(at, expected.shape()), left[at], right[at], relative);
    }

    private static double difference(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.isNaN(x) && Double.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
        }
        return x == y ? 0 : Math.abs(x - y);
    }

    /** Infinite too where infinite differences meet infinite or missing values: NaN would pass for a small one. */
    private static double proportion(double difference, double expected) {
        double proportion = difference / Math.abs(expected);
        return Double.isNaN(proportion) ? Double.POSITIVE_INFINITY : proportion;
    }

    private static String index(int offset, long[] shape) {
        var index = new long[shape.length];
        long rest = offset;
        for (int k = shape.length - 1; k >= 0; k--) {
            index[k] = rest % shape[k];
            rest /= shape[k];
        }
        return Arrays.toString(index);
    }
}
