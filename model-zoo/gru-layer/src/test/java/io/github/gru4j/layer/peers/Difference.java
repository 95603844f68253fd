package io.github.gru4j.layer.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.peers.Distance;
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

    /** As {@link Distance#relative}. */
    static Difference relative(double limit, double floor) {
        return new Difference(limit, floor);
    }

    void check(INDArray actual, INDArray expected, String what, Object problem) {
        assertThat(actual.shape()).as("shape of %s of %s", what, problem).isEqualTo(expected.shape());
        var distance = Distance.between(actual, expected);
        double difference = Double.isInfinite(floor) ? distance.apart() : distance.relative(floor);
        assertThat(difference).as("%s of %s", what, problem).isLessThanOrEqualTo(limit);
        worst = Math.max(worst, difference);
    }

    double worst() {
        return worst;
    }
}
