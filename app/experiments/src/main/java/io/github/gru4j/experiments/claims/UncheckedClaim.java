package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;

/** A claim about a task that was skipped. */
record UncheckedClaim(String text, String task) implements Claim {

    @Override
    public ClaimResult check(Comparison comparison) {
        return new ClaimResult(text, ClaimResult.Verdict.NOT_CHECKED, task + " was skipped");
    }
}
