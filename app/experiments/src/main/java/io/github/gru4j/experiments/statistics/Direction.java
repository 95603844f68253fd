package io.github.gru4j.experiments.statistics;

/** Which values of a metric are the better ones. */
public enum Direction {
    /** As accuracy. */
    HIGHER_IS_BETTER,
    /** As an error. */
    LOWER_IS_BETTER;

    /** The direction of a task, see {@code SequenceTask.higherIsBetter()}. */
    public static Direction of(boolean higherIsBetter) {
        return higherIsBetter ? HIGHER_IS_BETTER : LOWER_IS_BETTER;
    }

    /** {@code value} turned such that higher is better; that of a diverged run is negative infinity. */
    public double score(double value) {
        if (Diverged.is(value)) {
            return Double.NEGATIVE_INFINITY;
        }
        return this == HIGHER_IS_BETTER ? value : -value;
    }

    /** {@link #score(double)} of each. */
    double[] scores(double[] values) {
        double[] scores = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = score(values[i]);
        }
        return scores;
    }
}
