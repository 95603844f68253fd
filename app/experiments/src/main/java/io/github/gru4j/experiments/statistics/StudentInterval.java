package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t interval of a mean: mean ± t(n - 1) s / sqrt(n), with the sample standard deviation s. It is the interval that
 * is printed everywhere here, because among those tried it alone covers the truth in 93 to 97 of 100 experiments with 5 and
 * with 10 seeds, where values are normal, bounded, moderately skewed or have ties. By simulation, 100,000 experiments for this
 * one and 5,000 for the bootstraps:
 *
 * <table>
 * <caption>Percent covered with 5 and with 10 seeds</caption>
 * <tr><th>population</th><th>this one</th><th>percentile bootstrap</th><th>bootstrap-t</th></tr>
 * <tr><td>normal</td><td>95.0, 95.1</td><td>82.7, 90.0</td><td>94.7, 94.7</td></tr>
 * <tr><td>uniform</td><td>93.4, 94.7</td><td>84.3, 90.8</td><td>95.4, 97.0</td></tr>
 * <tr><td>heavy tails (Student's t, 5 degrees of freedom)</td><td>95.7, 95.5</td><td>84.7, 89.5</td><td>95.0, 94.0</td></tr>
 * <tr><td>errors, lognormal, skewness 0.8</td><td>94.0, 94.3</td><td>82.2, 89.4</td><td>94.1, 94.6</td></tr>
 * <tr><td>accuracy around 0.97, beta, skewness -0.8</td><td>93.9, 94.3</td><td>82.4, 89.4</td><td>94.3, 94.8</td></tr>
 * <tr><td>accuracy of 200 sequences, with ties</td><td>95.1, 95.1</td><td>84.9, 91.0</td><td>91.5, 94.5</td></tr>
 * <tr><td>errors, lognormal, skewness 1.8</td><td>91.4, 92.1</td><td>79.9, 87.5</td><td>93.2, 93.6</td></tr>
 * <tr><td>one run in 20 fails</td><td>22.6, 40.2</td><td>22.3, 39.9</td><td>25.9, 40.4</td></tr>
 * </table>
 *
 * <p>From a skewness of about 1 on it covers less than 93%. Bootstrap-t holds out longer, but with 5 values it is half as wide
 * again where nothing is skewed, and values with ties can make it wide beyond reason. No interval from 5 values can see a failure
 * that strikes one run in twenty: in most experiments all 5 runs went well, and nothing in them tells of the others. The whole
 * table is in {@code docs/statistics.md}.
 *
 * <p>The same formula is used from 2 values on; with 3 and 4 it covers about as much as with 5, and is wide.
 */
public final class StudentInterval {

    /** Of every interval that is printed. */
    public static final double LEVEL = 0.95;

    /** Values that differ by less, relative to the largest, differ by rounding alone. */
    private static final double ROUNDING = 1e-12;

    private StudentInterval() {}

    /**
     * The 95% interval of the mean; of no width if all values are the same.
     *
     * @param values at least two, all finite
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    public static Interval of(double[] values) {
        if (values.length < 2 || Diverged.count(values) > 0) {
            throw new IllegalArgumentException(
                    "Expected at least two finite values, found " + Arrays.toString(values) + ".");
        }
        return of(mean(values), standardError(values), values.length - 1, LEVEL);
    }

    static Interval of(double mean, double standardError, int degreesOfFreedom, double level) {
        double t = -TDistribution.of(degreesOfFreedom).inverseCumulativeProbability((1 - level) / 2);
        double half = t * standardError;
        return new Interval(mean - half, mean + half);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    static double standardError(double[] values) {
        return StandardDeviation.of(values).getAsDouble() / Math.sqrt(values.length);
    }

    /** Whether all values are the same but for rounding of numbers of the size {@code scale}. */
    static boolean noSpread(double[] values, double scale) {
        var range = Arrays.stream(values).summaryStatistics();
        return range.getMax() - range.getMin() <= ROUNDING * scale;
    }

    /** The largest absolute value. */
    static double scale(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
