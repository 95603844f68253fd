package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Comparison.Outcome;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.StudentInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code gru beats lstm on text}, {@code gru not worse than lstm on text by more than 0.01}.
 *
 * @param margin by which the first may be worse; {@link #BEATS} if it has to be better
 */
record PairClaim(String text, String cell, String other, String task, double margin, Match match) implements Claim {

    static final double BEATS = Double.NEGATIVE_INFINITY;

    @Override
    public ClaimResult check(Comparison comparison) {
        Optional<String> missing =
                Runs.missing(comparison, task, cell, match).or(() -> Runs.missing(comparison, task, other, match));
        if (missing.isPresent()) {
            return ClaimResult.of(text, false, missing.get());
        }
        double[] differences = differences(comparison);
        if (differences.length < 2) {
            return ClaimResult.of(text, false, "%d seeds of both; it takes at least 2".formatted(differences.length));
        }
        // A run that diverged leaves no interval, and so bears nothing out.
        Interval interval =
                Arrays.stream(differences).allMatch(Double::isFinite) ? StudentInterval.of(differences) : Interval.NONE;
        String found = "%s minus %s is %s (95%% interval %s to %s, %d seeds)"
                .formatted(
                        cell,
                        other,
                        Runs.number(Arrays.stream(differences).average().orElseThrow()),
                        Runs.number(interval.low()),
                        Runs.number(interval.high()),
                        differences.length);
        // The end on the first one's bad side.
        double worst = Runs.higherIsBetter(comparison, task, cell, match) ? interval.low() : -interval.high();
        return ClaimResult.of(text, margin == BEATS ? worst > 0 : worst >= -margin, found);
    }

    /** First minus second, by seed. */
    private double[] differences(Comparison comparison) {
        List<Outcome> others = comparison.outcomes(task, other, match);
        return comparison.outcomes(task, cell, match).stream()
                .flatMap(mine -> others.stream()
                        .filter(its -> its.run().seed() == mine.run().seed())
                        .map(its -> mine.metric() - its.metric()))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
