package io.github.gru4j.experiments;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Knows when a training has diverged: a loss or a weight is not finite, or a loss is above a million times the first one (above a
 * million, where the first is below 1).
 */
final class Explosion {

    /** No training comes back from there, and squares of it still fit into 32 bits. */
    private static final double FACTOR = 1e6;

    private double limit;

    /** Of a training that begins. */
    Explosion() {
        this(Double.NaN);
    }

    /** Of a training that goes on: with the {@link #limit()} that it had. */
    Explosion(double limit) {
        this.limit = limit;
    }

    /** Above which a loss has diverged; NaN before the first one. */
    double limit() {
        return limit;
    }

    /** @param loss of a minibatch or a split; the first one is the measure of all others */
    boolean of(double loss) {
        if (Double.isNaN(limit)) {
            limit = FACTOR * Math.max(1, Math.abs(loss));
        }
        // Not by its opposite: NaN is no number that is small enough.
        return !(Math.abs(loss) <= limit && Double.isFinite(loss));
    }

    /** One value that is not finite makes the sum so; unlike a loss, this sees weights that the last batch did not use. */
    boolean of(INDArray weights) {
        return !Double.isFinite(weights.sumNumber().doubleValue());
    }
}
