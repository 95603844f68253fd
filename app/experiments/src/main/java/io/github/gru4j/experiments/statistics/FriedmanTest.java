package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Friedman's test: are the cells equally good over tasks? With correction for ties, and Iman and Davenport's F, which
 * Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 7:1 (2006) prefers because chi-squared is too
 * cautious.
 *
 * @param tasks number of tasks
 * @param meanRanks of the cells, 1 for the best
 * @param chiSquared with cells - 1 degrees of freedom
 * @param chiSquaredP its p-value
 * @param f with cells - 1 and (cells - 1) (tasks - 1) degrees of freedom; infinite if every task has the same order
 * @param fP its p-value
 */
public record FriedmanTest(
        int tasks, List<Double> meanRanks, double chiSquared, double chiSquaredP, double f, double fP) {

    public FriedmanTest {
        meanRanks = List.copyOf(meanRanks);
    }

    /**
     * Tests cells.
     *
     * @param scores task by task and cell by cell; higher is better; negative infinity is worst
     * @throws IllegalArgumentException if there are fewer than two tasks or cells
     */
    static FriedmanTest of(double[][] scores) {
        if (scores.length < 2 || scores[0].length < 2) {
            throw new IllegalArgumentException(
                    "Expected at least two tasks and two cells, found " + Arrays.deepToString(scores) + ".");
        }
        int cells = scores[0].length;
        double[] sums = new double[cells];
        double ties = 0;
        for (double[] task : scores) {
            double[] ranks = Ranks.of(Arrays.stream(task).map(score -> -score).toArray());
            for (int cell = 0; cell < cells; cell++) {
                sums[cell] += ranks[cell];
            }
            ties += Ranks.ties(ranks);
        }
        List<Double> meanRanks =
                Arrays.stream(sums).map(sum -> sum / scores.length).boxed().toList();
        return of(meanRanks, scores.length, ties);
    }

    /** The test, given mean ranks and the sum of t³ - t over all groups of t ties. */
    static FriedmanTest of(List<Double> meanRanks, int tasks, double ties) {
        double k = meanRanks.size();
        double n = tasks;
        double squares = meanRanks.stream().mapToDouble(rank -> rank * rank).sum();
        double untied = 1 - ties / (n * (k * k * k - k));
        // If every task ties all cells, there is nothing to tell them apart.
        double chiSquared = untied == 0 ? 0 : 12 * n / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4) / untied;
        double most = n * (k - 1);
        double f = chiSquared >= most ? Double.POSITIVE_INFINITY : (n - 1) * chiSquared / (most - chiSquared);
        return new FriedmanTest(
                tasks,
                meanRanks,
                chiSquared,
                ChiSquaredDistribution.of(k - 1).survivalProbability(chiSquared),
                f,
                FDistribution.of(k - 1, (k - 1) * (n - 1)).survivalProbability(f));
    }
}
