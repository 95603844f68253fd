package io.github.gru4j.layer;

import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares a gradient with central differences, element by element, in double. */
final class NumericGradient {

    private static final double STEP = 1e-6;
    /** Below this absolute difference the relative one is rounding. */
    private static final double NOISE = 1e-9;

    private NumericGradient() {}

    /**
     * The largest relative difference |a - n| / (|a| + |n|), the same measure as DL4J's {@code GradientCheckUtil}.
     *
     * @param at the array that the loss depends on; restored at the end
     * @param gradient the claimed dL/dat, of the same shape
     */
    static double maxRelativeError(INDArray at, INDArray gradient, DoubleSupplier loss) {
        // Linear indices follow an array's own order: bring both to the same.
        var claims = gradient.dup(at.ordering());
        double worst = 0;
        for (long i = 0; i < at.length(); i++) {
            double value = at.getDouble(i);
            at.putScalar(i, value + STEP);
            double above = loss.getAsDouble();
            at.putScalar(i, value - STEP);
            double below = loss.getAsDouble();
            at.putScalar(i, value);
            double numeric = (above - below) / (2 * STEP);
            double claimed = claims.getDouble(i);
            double difference = Math.abs(claimed - numeric);
            if (difference > NOISE) {
                worst = Math.max(worst, difference / (Math.abs(claimed) + Math.abs(numeric)));
            }
        }
        return worst;
    }
}
