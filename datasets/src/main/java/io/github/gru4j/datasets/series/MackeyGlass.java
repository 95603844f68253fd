package io.github.gru4j.datasets.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Mackey-Glass delay equation, dx/dt = beta x(t - tau) / (1 + x(t - tau)^n) - gamma x(t), with beta 0.2, gamma 0.1,
 * n 10 and tau 17: chaotic (Mackey and Glass, Science 197, 1977).
 *
 * <p>Fourth-order Runge-Kutta with a step of 0.1; the delayed value in the middle of a step is the mean of its ends. The
 * history before time 0 is 1.2. Java's arithmetic is exact to the bit, so the series is the same on every machine.
 */
final class MackeyGlass {

    private static final double BETA = 0.2;
    private static final double GAMMA = 0.1;
    private static final double START = 1.2;
    private static final int TAU = 17;
    private static final int STEPS_PER_UNIT = 10;
    private static final double STEP = 1.0 / STEPS_PER_UNIT;
    private static final int DELAY = TAU * STEPS_PER_UNIT;

    private MackeyGlass() {}

    /** Values at the times {@code from}, {@code from + 1}, ... */
    static List<Double> sample(int from, int count) {
        int steps = (from + count - 1) * STEPS_PER_UNIT;
        // x[i] is the value at step i - DELAY.
        var x = new double[DELAY + steps + 1];
        Arrays.fill(x, 0, DELAY + 1, START);
        for (int i = DELAY; i < DELAY + steps; i++) {
            double delayedStart = x[i - DELAY];
            double delayedEnd = x[i - DELAY + 1];
            double delayedMiddle = (delayedStart + delayedEnd) / 2;
            double k1 = slope(x[i], delayedStart);
            double k2 = slope(x[i] + STEP / 2 * k1, delayedMiddle);
            double k3 = slope(x[i] + STEP / 2 * k2, delayedMiddle);
            double k4 = slope(x[i] + STEP * k3, delayedEnd);
            x[i + 1] = x[i] + STEP / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        var samples = new ArrayList<Double>(count);
        for (int t = from; t < from + count; t++) {
            samples.add(x[DELAY + t * STEPS_PER_UNIT]);
        }
        return List.copyOf(samples);
    }

    private static double slope(double x, double delayed) {
        // Multiplied out: Math.pow may differ in the last bit between machines, and chaos would blow that up.
        double square = delayed * delayed;
        double fourth = square * square;
        return BETA * delayed / (1 + fourth * fourth * square) - GAMMA * x;
    }
}
