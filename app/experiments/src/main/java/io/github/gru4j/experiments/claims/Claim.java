package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;

/**
 * Something that the runs of a comparison have to bear out.
 *
 * <pre>
 * gru on digits: mean &gt;= 0.97
 * gru on digits: median &gt;= 0.97 (equal parameters)
 * gru beats lstm on text
 * gru beats baseline on text
 * gru not worse than lstm on text by more than 0.01
 * gru steps to 0.01 on adding-100 &lt;= lstm's / 1.5
 * all beat baseline on text
 * </pre>
 *
 * <p>{@code mean}, {@code median}, {@code min} and {@code max} are of the test metric over the seeds. One cell beats another if
 * Student's 95% interval of the differences, seed by seed, lies on its side of zero; it is not worse by more than a margin if the
 * interval lies on its side of the margin. Steps are minibatches, the median over the seeds, until the metric on the
 * validation split is at the threshold or better; a run that never gets there takes infinitely many. In brackets may stand what the
 * cells have in common; without, it is the first match of the comparison.
 */
public interface Claim {

    /** As given. */
    String text();

    /** Whether the runs bear it out. */
    ClaimResult check(Comparison comparison);

    /**
     * Reads a claim.
     *
     * @param names what it may be about
     * @throws ClaimSyntaxException if it cannot be read, or is about something that there is not
     */
    static Claim parse(String text, ClaimNames names) {
        return new ClaimParser(text, names).parse();
    }
}
