package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.StepsTo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code gru steps to 0.01 on adding-100 <= lstm's / 1.5}. */
record StepsClaim(String text, String cell, String task, double threshold, Operator operator, Bound bound, Match match)
        implements Claim {

    /**
     * What steps are compared with.
     *
     * @param cell whose steps; null for a number of steps
     * @param factor of its steps; or the number
     */
    record Bound(String cell, double factor) {}

    @Override
    public ClaimResult check(Comparison comparison) {
        Optional<String> missing = Runs.missing(comparison, task, cell, match)
                .or(() ->
                        bound.cell() == null ? Optional.empty() : Runs.missing(comparison, task, bound.cell(), match));
        if (missing.isPresent()) {
            return ClaimResult.of(text, false, missing.get());
        }
        double steps = steps(comparison, cell);
        String found = cell + " " + Runs.number(steps);
        if (bound.cell() == null) {
            return ClaimResult.of(text, holds(steps, bound.factor()), found);
        }
        double others = steps(comparison, bound.cell());
        return ClaimResult.of(
                text,
                holds(steps, others * bound.factor()),
                "%s, %s %s".formatted(found, bound.cell(), Runs.number(others)));
    }

    /** Where neither gets there, nothing is known of which is faster. */
    private boolean holds(double steps, double limit) {
        return !(Double.isInfinite(steps) && Double.isInfinite(limit)) && operator.holds(steps, limit);
    }

    /** The median over the seeds. */
    private double steps(Comparison comparison, String of) {
        List<Double> steps = comparison.outcomes(task, of, match).stream()
                .map(outcome -> {
                    OptionalLong found = StepsTo.of(outcome.run(), threshold);
                    return found.isPresent() ? (double) found.getAsLong() : Double.POSITIVE_INFINITY;
                })
                .toList();
        return Figure.MEDIAN.of(steps);
    }
}
