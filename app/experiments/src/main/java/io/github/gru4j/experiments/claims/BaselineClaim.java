package io.github.gru4j.experiments.claims;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code all beat baseline on text}: the mean of the test metric is better than what a network has to beat. */
record BaselineClaim(String text, List<String> cells, String task, Match match) implements Claim {

    @Override
    public ClaimResult check(Comparison comparison) {
        boolean holds = true;
        List<String> found = new ArrayList<>();
        for (String cell : cells) {
            Optional<String> missing = Runs.missing(comparison, task, cell, match);
            if (missing.isPresent()) {
                return ClaimResult.of(text, false, missing.get());
            }
            var outcomes = comparison.outcomes(task, cell, match);
            Baseline baseline = outcomes.get(0).run().task().baselines().get(0);
            double mean = Figure.MEAN.of(Runs.metrics(comparison, task, cell, match));
            holds &= Statistics.better(mean, baseline.value(), Runs.higherIsBetter(comparison, task, cell, match));
            if (found.isEmpty()) {
                found.add(baseline.name() + " " + Runs.number(baseline.value()));
            }
            found.add(cell + " " + Runs.number(mean));
        }
        return ClaimResult.of(text, holds, String.join(", ", found));
    }
}
