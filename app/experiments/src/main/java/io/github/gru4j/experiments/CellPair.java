package io.github.gru4j.experiments;

import io.github.gru4j.experiments.statistics.Direction;
import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.Outcome;
import io.github.gru4j.experiments.statistics.PairVerdict;
import io.github.gru4j.experiments.statistics.PairedComparison;
import io.github.gru4j.experiments.statistics.Runs;
import java.util.ArrayList;
import java.util.List;

/**
 * Two cells on one task in one match, seed by seed; see {@link PairVerdict} for how it is judged.
 *
 * @param task name of the task
 * @param match what the cells had in common
 * @param first name of a cell
 * @param second name of the other
 * @param seeds how many both have
 * @param wins seeds with which the first is better
 * @param losses seeds with which the second is better
 * @param difference mean of first minus second; NaN if a run gave no number
 * @param interval of the difference, two numbers; NaN twice where there is none
 * @param level of the interval: 0.95, or more where several pairs share the 5% of false claims
 * @param adjustedP p-value after that correction
 * @param firstBetter probability that a run of the first is better than one of the second
 * @param firstBetterCi95 its 95% interval
 * @param outcome what can be said
 * @param note why nothing is claimed or there is no interval; empty if the interval says it all
 */
public record CellPair(
        String task,
        Match match,
        String first,
        String second,
        int seeds,
        int wins,
        int losses,
        double difference,
        List<Double> interval,
        double level,
        double adjustedP,
        double firstBetter,
        List<Double> firstBetterCi95,
        Outcome outcome,
        String note) {

    /** The outcomes of a cell. */
    record Cell(String name, List<Comparison.Outcome> outcomes) {}

    /** All pairs of the cells of a task, judged together; without those that have no seed in common. */
    static List<CellPair> of(String task, Match match, boolean higherIsBetter, List<Cell> cells) {
        Direction direction = Direction.of(higherIsBetter);
        List<PairedComparison> pairs = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            for (int j = i + 1; j < cells.size(); j++) {
                List<Long> common = new ArrayList<>(seeds(cells.get(i)));
                common.retainAll(seeds(cells.get(j)));
                if (!common.isEmpty()) {
                    pairs.add(PairedComparison.of(runs(cells.get(i), common), runs(cells.get(j), common), direction));
                }
            }
        }
        return PairVerdict.of(pairs).stream()
                .map(verdict -> of(task, match, verdict))
                .toList();
    }

    private static CellPair of(String task, Match match, PairVerdict verdict) {
        PairedComparison pair = verdict.comparison();
        return new CellPair(
                task,
                match,
                pair.first(),
                pair.second(),
                pair.seeds(),
                pair.wins(),
                pair.losses(),
                pair.difference(),
                ends(verdict.interval()),
                verdict.level(),
                verdict.adjustedP(),
                pair.firstBetter().value(),
                ends(pair.firstBetter().interval()),
                verdict.outcome(),
                verdict.note());
    }

    static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static List<Long> seeds(Cell cell) {
        return cell.outcomes().stream()
                .map(outcome -> outcome.run().seed())
                .sorted()
                .toList();
    }

    private static Runs runs(Cell cell, List<Long> seeds) {
        return Runs.of(
                cell.name(),
                seeds.stream().mapToLong(Long::longValue).toArray(),
                seeds.stream().mapToDouble(seed -> metric(cell, seed)).toArray());
    }

    private static double metric(Cell cell, long seed) {
        return cell.outcomes().stream()
                .filter(outcome -> outcome.run().seed() == seed)
                .mapToDouble(Comparison.Outcome::metric)
                .findFirst()
                .orElseThrow();
    }
}
