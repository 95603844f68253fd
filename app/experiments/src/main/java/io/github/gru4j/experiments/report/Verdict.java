package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.SummaryRow;
import java.util.Locale;

/**
 * What the runs allow to be said about two cells on one task.
 *
 * <p>Runs with the same seed saw the same data in the same order, so the cells are compared seed by seed: one does better only
 * if Student's 95% interval of the paired differences leaves zero out.
 *
 * @param differenceShown whether one of the two did better
 * @param sentence the finding in plain words
 */
public record Verdict(boolean differenceShown, String sentence) {

    static Verdict of(SummaryRow first, SummaryRow second) {
        Verdict verdict = compared(first, second);
        return first.quick() || second.quick()
                ? new Verdict(verdict.differenceShown(), "A quick try, not a finding: " + verdict.sentence())
                : verdict;
    }

    private static Verdict compared(SummaryRow first, SummaryRow second) {
        String left = CellLabels.of(first.cell());
        String right = CellLabels.of(second.cell());
        String open = "No difference between %s and %s is shown: ".formatted(left, right);
        PairedDifference difference = PairedDifference.of(first, second);
        if (difference.pairs() < 2) {
            return new Verdict(false, open + "it takes at least two seeds that both cells were run with.");
        }
        if (!Double.isFinite(difference.mean())) {
            return new Verdict(false, open + "a run gave no number.");
        }
        if (!difference.leavesZeroOut()) {
            return new Verdict(
                    false,
                    open
                            + figures(first, second)
                            + "; seed by seed, %s minus %s is %s.".formatted(left, right, interval(difference)));
        }
        boolean firstWins = difference.mean() > 0 == first.higherIsBetter();
        return new Verdict(
                true,
                "%s did better than %s: %s; seed by seed, %s minus %s is %s."
                        .formatted(
                                firstWins ? left : right,
                                firstWins ? right : left,
                                firstWins ? figures(first, second) : figures(second, first),
                                left,
                                right,
                                interval(difference)));
    }

    private static String figures(SummaryRow first, SummaryRow second) {
        return "%s %s against %s"
                .formatted(
                        RowText.of(first).metric(),
                        Numbers.text(first.mean(), first.mean()),
                        Numbers.text(second.mean(), first.mean()));
    }

    private static String interval(PairedDifference d) {
        double scale = Math.max(Math.abs(d.low()), Math.abs(d.high()));
        return String.format(
                Locale.ROOT,
                "%s (95%% interval %s to %s, %d seeds)",
                Numbers.text(d.mean(), scale),
                Numbers.text(d.low(), scale),
                Numbers.text(d.high(), scale),
                d.pairs());
    }
}
