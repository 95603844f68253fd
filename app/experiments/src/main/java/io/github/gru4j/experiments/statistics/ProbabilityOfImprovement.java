package io.github.gru4j.experiments.statistics;

/**
 * The probability that a run of one cell is better than a run of another: the share of all pairs of runs, whatever their
 * seeds, that the first wins, a tie counting half. It is the Mann-Whitney statistic divided by the number of pairs; Agarwal et
 * al., "Deep reinforcement learning at the edge of the statistical precipice" (NeurIPS 2021) take it for comparisons.
 *
 * <p>The interval is {@link NewcombeInterval}'s. In simulations it covers 94 to 96% with 5 and with 10 runs whose results do
 * not depend on each other, up to 99% where the shared seeds make them alike, and not less than 91% where they make them
 * unlike.
 *
 * @param value between 0 and 1
 * @param interval from 5 runs of each cell on
 */
public record ProbabilityOfImprovement(double value, Interval interval) {

    /** Number of runs from which there is an interval. */
    public static final int LEAST_RUNS = 5;

    /**
     * The probability that the first is better.
     *
     * @param first scores, of which higher are better; negative infinity for a diverged run
     * @param second scores, as many
     */
    static ProbabilityOfImprovement of(double[] first, double[] second) {
        double value = share(first, second);
        return new ProbabilityOfImprovement(
                value,
                first.length < LEAST_RUNS ? Interval.NONE : NewcombeInterval.of(value, new int[] {first.length}));
    }

    static double share(double[] first, double[] second) {
        double wins = 0;
        for (double one : first) {
            for (double other : second) {
                wins += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return wins / ((double) first.length * second.length);
    }
}
