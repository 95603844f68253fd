package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The intervals of a mean that were tried and not taken: bootstraps with 1,000 resamples. */
final class OtherIntervals {

    private static final int RESAMPLES = 1000;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private OtherIntervals() {}

    static Interval percentile(double[] values) {
        double[] means = means(values);
        return new Interval(at(means, 0.025), at(means, 0.975));
    }

    /** Hesterberg 2015. */
    static Interval expandedPercentile(double[] values) {
        double[] means = means(values);
        double tail = NORMAL.cumulativeProbability(-expandedZ(values.length));
        return new Interval(at(means, tail), at(means, 1 - tail));
    }

    /** Efron 1987. */
    static Interval bca(double[] values) {
        double[] means = means(values);
        double mean = StudentInterval.mean(values);
        double below = 0;
        for (double resampled : means) {
            below += resampled < mean ? 1 : resampled == mean ? 0.5 : 0;
        }
        double bias = NORMAL.inverseCumulativeProbability(
                Math.min(1 - 1.0 / RESAMPLES, Math.max(1.0 / RESAMPLES, below / RESAMPLES)));
        double squares = 0;
        double cubes = 0;
        for (double value : values) {
            squares += Math.pow(value - mean, 2);
            cubes += Math.pow(value - mean, 3);
        }
        double acceleration = squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
        double z = NORMAL.inverseCumulativeProbability(0.975);
        return new Interval(at(means, corrected(bias, acceleration, -z)), at(means, corrected(bias, acceleration, z)));
    }

    /** Efron 1981: the quantiles of t are those of resamples. Those of no spread are left out. */
    static Interval studentised(double[] values) {
        var random = new Random(values.length);
        double mean = StudentInterval.mean(values);
        double[] t = new double[RESAMPLES];
        int n = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            double[] resample = resample(values, random);
            double error = StudentInterval.standardError(resample);
            if (error > 0) {
                t[n] = (StudentInterval.mean(resample) - mean) / error;
                n++;
            }
        }
        if (n == 0) {
            return new Interval(mean, mean);
        }
        double[] sorted = Arrays.stream(t, 0, n).sorted().toArray();
        double error = StudentInterval.standardError(values);
        return new Interval(mean - at(sorted, 0.975) * error, mean - at(sorted, 0.025) * error);
    }

    private static double expandedZ(int n) {
        return -Math.sqrt(n / (n - 1.0)) * TDistribution.of(n - 1).inverseCumulativeProbability(0.025);
    }

    private static double corrected(double bias, double acceleration, double z) {
        return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
    }

    private static double[] means(double[] values) {
        var random = new Random(values.length);
        double[] means = new double[RESAMPLES];
        Arrays.setAll(means, i -> StudentInterval.mean(resample(values, random)));
        Arrays.sort(means);
        return means;
    }

    private static double[] resample(double[] values, Random random) {
        double[] resample = new double[values.length];
        Arrays.setAll(resample, i -> values[random.nextInt(values.length)]);
        return resample;
    }

    private static double at(double[] sorted, double p) {
        return sorted[(int) Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
    }
}
