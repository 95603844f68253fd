package io.github.gru4j.experiments.statistics;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** How often the interval of an interquartile mean holds the truth, by simulation. */
final class AggregateCoverage {

    /** A tenth of what is used, for speed. */
    private static final int RESAMPLES = 1000;

    private static final int RUNS_FOR_THE_TRUTH = 50_000;

    private AggregateCoverage() {}

    /**
     * Percent of experiments whose interval holds the interquartile mean of the population: normal scores. If tasks are
     * even, each has a mean 0.07 below the one before and a deviation of 0.05; else means are anywhere between 0.6 and 1, and
     * deviations anywhere between 0.01 and 0.06.
     *
     * @param even whether tasks are
     * @param tail share of the resamples to leave out at either end, given the scores
     */
    static double percent(int seeds, int tasks, boolean even, int experiments, ToDoubleFunction<double[][]> tail) {
        var random = new Random(4);
        double truth = InterquartileMean.of(InterquartileMean.flat(scores(RUNS_FOR_THE_TRUTH, tasks, even, random)));
        int covered = 0;
        for (int i = 0; i < experiments; i++) {
            double[][] scores = scores(seeds, tasks, even, random);
            Interval interval = StratifiedBootstrap.intervals(
                    scores,
                    resample -> new double[] {InterquartileMean.of(InterquartileMean.flat(resample))},
                    RESAMPLES,
                    tail.applyAsDouble(scores))[0];
            covered += Coverage.holds(interval, truth) ? 1 : 0;
        }
        return 100.0 * covered / experiments;
    }

    private static double[][] scores(int seeds, int tasks, boolean even, Random random) {
        double[][] scores = new double[tasks][seeds];
        for (int task = 0; task < tasks; task++) {
            double mean = even ? 1 - 0.07 * task : 1 - 0.4 * fraction(task, (1 + Math.sqrt(5)) / 2);
            double deviation = even ? 0.05 : 0.01 + 0.05 * fraction(task, Math.sqrt(2));
            for (int run = 0; run < seeds; run++) {
                scores[task][run] = mean + deviation * random.nextGaussian();
            }
        }
        return scores;
    }

    /** Spreads tasks over 0 to 1, without a pattern and for each number of tasks alike. */
    private static double fraction(int task, double irrational) {
        return (task + 1) * irrational % 1;
    }
}
