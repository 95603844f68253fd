package io.github.gru4j.experiments.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cells ranked over many tasks: Friedman's test with mean ranks, and Wilcoxon's signed-rank test of every pair with Holm's
 * correction, as Demšar (2006) and, for the pairs, Benavoli, Corani and Mangili, "Should we really use post-hoc tests based on
 * mean-ranks?", JMLR 17:5 (2016).
 *
 * <p>On a task a cell stands for the mean of its normalised scores; one with a diverged run is last. There is one value a task
 * here, so seeds do not help: below 8 tasks there are no tests, as even a cell that wins every task is not told apart then once
 * there are a few pairs (Wilcoxon's least p-value is 0.0625 with 5 tasks, 0.03 with 6, 0.008 with 8).
 *
 * @param cells names
 * @param friedman mean ranks and the test of all cells; none if {@code note} says why
 * @param pairs first with second, first with third and so on; none if there is no test
 * @param note why there is no test; empty if there is one
 */
public record TaskRanks(List<String> cells, Optional<FriedmanTest> friedman, List<Pair> pairs, String note) {

    /** Number of tasks from which on there are tests. */
    public static final int LEAST_TASKS = 8;

    public TaskRanks {
        cells = List.copyOf(cells);
        pairs = List.copyOf(pairs);
    }

    /**
     * Two cells over all tasks.
     *
     * @param first name of a cell
     * @param second name of the other
     * @param test of first minus second
     * @param adjustedP p-value after Holm's correction
     */
    public record Pair(String first, String second, WilcoxonSignedRank test, double adjustedP) {

        /** What the ranks allow to be said. */
        public Outcome outcome() {
            if (adjustedP > 1 - StudentInterval.LEVEL) {
                return Outcome.NO_DIFFERENCE_SHOWN;
            }
            return test.plus() > test.minus() ? Outcome.FIRST_BETTER : Outcome.SECOND_BETTER;
        }
    }

    /** Ranks the cells over the tasks that have a scale. */
    public static TaskRanks of(NormalisedScores scores) {
        List<String> cells = scores.cells();
        int tasks = scores.tasks().size();
        if (tasks < LEAST_TASKS) {
            return none(
                    cells, "no rank tests: %d tasks, and they say something from %d on".formatted(tasks, LEAST_TASKS));
        }
        if (cells.size() < 2) {
            return none(cells, "no rank tests: there is one cell alone");
        }
        double[][] byCell = cells.stream().map(cell -> means(scores.of(cell))).toArray(double[][]::new);
        double[][] byTask = new double[tasks][cells.size()];
        for (int task = 0; task < tasks; task++) {
            for (int cell = 0; cell < byCell.length; cell++) {
                byTask[task][cell] = byCell[cell][task];
            }
        }
        return new TaskRanks(cells, Optional.of(FriedmanTest.of(byTask)), pairs(cells, byCell), "");
    }

    private static TaskRanks none(List<String> cells, String note) {
        return new TaskRanks(cells, Optional.empty(), List.of(), note);
    }

    private static double[] means(double[][] tasks) {
        return Arrays.stream(tasks).mapToDouble(StudentInterval::mean).toArray();
    }

    private static List<Pair> pairs(List<String> cells, double[][] byCell) {
        var untouched = new ArrayList<Pair>();
        for (int i = 0; i < byCell.length; i++) {
            for (int j = i + 1; j < byCell.length; j++) {
                var test = WilcoxonSignedRank.of(minus(byCell[i], byCell[j]));
                untouched.add(new Pair(cells.get(i), cells.get(j), test, test.pValue()));
            }
        }
        double[] adjusted =
                Holm.adjust(untouched.stream().mapToDouble(Pair::adjustedP).toArray());
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < adjusted.length; i++) {
            Pair pair = untouched.get(i);
            pairs.add(new Pair(pair.first(), pair.second(), pair.test(), adjusted[i]));
        }
        return pairs;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] differences = new double[a.length];
        // Equal first: two diverged cells tie, and infinity minus infinity is no number.
        Arrays.setAll(differences, i -> a[i] == b[i] ? 0 : a[i] - b[i]);
        return differences;
    }
}
