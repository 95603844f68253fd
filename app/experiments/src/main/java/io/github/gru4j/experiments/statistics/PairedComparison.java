package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two cells on one task, seed by seed: runs with the same seed saw the same data in the same order.
 *
 * <p>The p-value is that of the paired t-test. Where a run diverged, or all differences are the same, there is no t; then it is
 * that of the exact sign test over the seeds.
 *
 * @param first name of a cell
 * @param second name of the other
 * @param direction of the metric
 * @param seeds number of pairs of runs
 * @param wins seeds with which the first is better
 * @param losses seeds with which the second is better; two diverged runs tie
 * @param difference mean of first minus second, in the unit of the metric; NaN if a run diverged
 * @param standardError of the difference; NaN if there is no interval
 * @param interval {@link StudentInterval} of the difference
 * @param pValue of the hypothesis that there is no difference, two-sided; NaN with one seed
 * @param firstBetter probability that a run of the first is better
 * @param note why there is no difference or no interval; empty if both are there
 */
public record PairedComparison(
        String first,
        String second,
        Direction direction,
        int seeds,
        int wins,
        int losses,
        double difference,
        double standardError,
        Interval interval,
        double pValue,
        ProbabilityOfImprovement firstBetter,
        String note) {

    /**
     * Compares two cells.
     *
     * @throws IllegalArgumentException if their seeds are not the same in the same order
     */
    public static PairedComparison of(Runs first, Runs second, Direction direction) {
        first.requireSeedsOf(second);
        double[] a = first.values();
        double[] b = second.values();
        double[] scoresA = direction.scores(a);
        double[] scoresB = direction.scores(b);
        int wins = wins(scoresA, scoresB);
        int losses = wins(scoresB, scoresA);
        double[] differences = minus(a, b);
        String note = note(first, second, differences);
        double difference = first.diverged() + second.diverged() > 0 ? Double.NaN : StudentInterval.mean(differences);
        double standardError = note.isEmpty() ? StudentInterval.standardError(differences) : Double.NaN;
        return new PairedComparison(
                first.cell(),
                second.cell(),
                direction,
                a.length,
                wins,
                losses,
                difference,
                standardError,
                interval(difference, standardError, a.length, StudentInterval.LEVEL),
                pValue(difference, standardError, a.length, wins, losses),
                ProbabilityOfImprovement.of(scoresA, scoresB),
                note);
    }

    /** Whether the first is the better of the two, as far as the p-value's test goes. */
    boolean firstLeads() {
        return Double.isNaN(standardError) ? wins > losses : direction.score(difference) > 0;
    }

    /** The interval of the difference at another level than 95%. */
    Interval interval(double level) {
        return interval(difference, standardError, seeds, level);
    }

    private static Interval interval(double difference, double standardError, int seeds, double level) {
        return Double.isNaN(standardError)
                ? Interval.NONE
                : StudentInterval.of(difference, standardError, seeds - 1, level);
    }

    private static double pValue(double difference, double standardError, int seeds, int wins, int losses) {
        if (seeds < 2) {
            return Double.NaN;
        }
        return Double.isNaN(standardError)
                ? SignTest.pValue(wins, losses)
                : 2 * TDistribution.of(seeds - 1).cumulativeProbability(-Math.abs(difference / standardError));
    }

    private static String note(Runs first, Runs second, double[] differences) {
        String diverged = Stream.of(first, second)
                .filter(runs -> runs.diverged() > 0)
                .map(runs -> "%d of %d runs of %s".formatted(runs.diverged(), runs.size(), runs.cell()))
                .collect(Collectors.joining(" and "));
        if (!diverged.isEmpty()) {
            return "not available: " + diverged + " gave no number";
        }
        if (differences.length == 1) {
            return "no interval: one seed says nothing about the spread";
        }
        // The differences are as exact as what they are differences of: 0.9 - 0.8 and 0.8 - 0.7 are not the same
        // double.
        double scale = Math.max(StudentInterval.scale(first.values()), StudentInterval.scale(second.values()));
        if (StudentInterval.noSpread(differences, scale)) {
            return "no interval: the difference is the same with all %d seeds".formatted(differences.length);
        }
        return "";
    }

    private static int wins(double[] scores, double[] others) {
        int wins = 0;
        for (int i = 0; i < scores.length; i++) {
            wins += scores[i] > others[i] ? 1 : 0;
        }
        return wins;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return differences;
    }
}
