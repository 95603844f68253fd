package io.github.gru4j.datasets.series;

/**
 * Which inputs count as outliers; they are clipped to the nearest value that does not. Learnt from the training split, applied
 * to the inputs of all splits; answers stay as they are, so that no metric gets easier.
 *
 * @param kind what the width is measured in
 * @param factor how many of them, above 0
 */
public record OutlierRule(Kind kind, double factor) {

    /** What the width is measured in. */
    public enum Kind {
        /** Interquartile ranges below the first quartile and above the third. */
        INTERQUARTILE_RANGES,
        /** Standard deviations on both sides of the mean. */
        DEVIATIONS
    }

    /** @throws IllegalArgumentException if {@code factor} is not above 0 */
    public OutlierRule {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("The factor of an outlier rule must be above 0, but is " + factor + ".");
        }
    }

    /** Beyond {@code factor} interquartile ranges from the quartiles. */
    public static OutlierRule interquartileRanges(double factor) {
        return new OutlierRule(Kind.INTERQUARTILE_RANGES, factor);
    }

    /** Beyond {@code factor} standard deviations from the mean. */
    public static OutlierRule deviations(double factor) {
        return new OutlierRule(Kind.DEVIATIONS, factor);
    }

    /** In words. */
    String phrase() {
        return kind == Kind.DEVIATIONS
                ? factor + " standard deviations from the mean"
                : factor + " interquartile ranges from the quartiles";
    }
}
