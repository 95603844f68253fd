package io.github.gru4j.layer.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Asserts that arrays agree, and remembers how far apart the worst of them were. */
final class Difference {

    private final double limit;
    private final double floor;
    private double worst;

    private Difference(double limit, double floor) {
        this.limit = limit;
        this.floor = floor;
    }

    /** Of the absolute values. */
    static Difference absolute(double limit) {
        return new Difference(limit, Double.POSITIVE_INFINITY);
    }

    /**
     * Largest absolute difference in an array by the largest value that is expected in it: a gradient serves as a whole, and its
     * small elements are sums of large terms that cancel, with the rounding of those.
     *
     * @param floor what a smaller largest value counts as
     */
    static Difference relative(double limit, double floor) {
        return new Difference(limit, floor);
    }

    void check(INDArray actual, INDArray expected, String what, Object problem) {
        assertThat(actual.shape()).as("shape of %s of %s", what, problem).isEqualTo(expected.shape());
        double[] a = Flat.doubles(actual);
        double[] e = Flat.doubles(expected);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(e[i]));
            // Math.max keeps NaN, so that NaN fails below.
            apart = Math.max(apart, Math.abs(a[i] - e[i]));
        }
        double difference = Double.isInfinite(floor) ? apart : apart / Math.max(floor, largest);
        assertThat(difference).as("%s of %s", what, problem).isLessThanOrEqualTo(limit);
        worst = Math.max(worst, difference);
    }

    double worst() {
        return worst;
    }
}
