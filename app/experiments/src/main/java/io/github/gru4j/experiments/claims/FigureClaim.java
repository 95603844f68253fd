package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import java.util.List;
import java.util.Optional;

/** {@code gru on digits: mean >= 0.97}. */
record FigureClaim(String text, String cell, String task, Figure figure, Operator operator, double number, Match match)
        implements Claim {

    @Override
    public ClaimResult check(Comparison comparison) {
        Optional<String> missing = Runs.missing(comparison, task, cell, match);
        if (missing.isPresent()) {
            return ClaimResult.of(text, false, missing.get());
        }
        List<Double> metrics = Runs.metrics(comparison, task, cell, match);
        double found = figure.of(metrics);
        return ClaimResult.of(
                text,
                operator.holds(found, number),
                "%s %s, %d %s"
                        .formatted(
                                figure.id(),
                                Runs.number(found),
                                metrics.size(),
                                metrics.size() == 1 ? "seed" : "seeds"));
    }
}
