package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Normalisation;

/**
 * What was learnt of a column from the training split, and how its values become what a network sees: clipped to
 * [low, high], then (value - shift) / scale.
 *
 * @param low least value; -infinity if nothing is clipped
 * @param high largest value; infinity if nothing is clipped
 * @param mean of the clipped values
 * @param deviation standard deviation of the clipped values; 1 for a constant
 * @param shift 0 without normalisation
 * @param scale 1 without normalisation
 */
record ColumnScale(double low, double high, double mean, double deviation, double shift, double scale) {

    static ColumnScale of(double low, double high, Moments moments, Normalisation normalisation) {
        double deviation = notZero(moments.deviation());
        return switch (normalisation) {
            case STANDARD -> new ColumnScale(low, high, moments.mean(), deviation, moments.mean(), deviation);
            case MIN_MAX ->
                new ColumnScale(
                        low,
                        high,
                        moments.mean(),
                        deviation,
                        moments.least(),
                        notZero(moments.most() - moments.least()));
            case NONE -> new ColumnScale(low, high, moments.mean(), deviation, 0, 1);
        };
    }

    private static double notZero(double width) {
        return width == 0 ? 1 : width;
    }

    /** The same column on a scale that is known. */
    ColumnScale as(SeriesPipeline.Scale known) {
        return new ColumnScale(
                known.low() == null ? Double.NEGATIVE_INFINITY : known.low(),
                known.high() == null ? Double.POSITIVE_INFINITY : known.high(),
                mean,
                deviation,
                known.shift(),
                known.scale());
    }

    double clip(double value) {
        return Math.min(high, Math.max(low, value));
    }

    /** Not clipped. */
    float normalise(double value) {
        return (float) ((value - shift) / scale);
    }
}
