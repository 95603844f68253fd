package io.github.gru4j.experiments.claims;

/**
 * What became of a claim.
 *
 * @param claim as given
 * @param verdict whether it holds
 * @param found what the runs say, for people
 */
public record ClaimResult(String claim, Verdict verdict, String found) {

    /** Whether a claim holds. */
    public enum Verdict {
        /** It does. */
        HOLDS,
        /** It does not, or runs that it is about are missing or gave no number. */
        FAILS,
        /** It is about a task that was skipped. */
        NOT_CHECKED
    }

    static ClaimResult of(String claim, boolean holds, String found) {
        return new ClaimResult(claim, holds ? Verdict.HOLDS : Verdict.FAILS, found);
    }
}
