package io.github.gru4j.experiments.statistics;

import java.util.Random;
import java.util.function.Function;

/** How often intervals hold the truth, by simulation. */
final class Coverage {

    /** Of the truth, which is a rounded number as well. */
    private static final double ROUNDING = 1e-12;

    private Coverage() {}

    /**
     * Percent of experiments whose interval holds the mean of the population. An experiment of which no interval is printed, as
     * all its values are the same, counts as a miss.
     */
    static double percent(
            Population population, int runs, int experiments, long seed, Function<double[], Interval> method) {
        var random = new Random(seed);
        int covered = 0;
        for (int i = 0; i < experiments; i++) {
            Interval interval = method.apply(population.sample(runs, random));
            covered += holds(interval, population.mean()) ? 1 : 0;
        }
        return 100.0 * covered / experiments;
    }

    static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth + ROUNDING && truth - ROUNDING <= interval.high();
    }

    /** What is printed for one cell. */
    static Interval printed(double[] values) {
        long[] seeds = new long[values.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = i;
        }
        return CellSummary.of(Runs.of("cell", seeds, values), Direction.HIGHER_IS_BETTER)
                .interval();
    }
}
