package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.CellPair;
import io.github.gru4j.experiments.statistics.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * Two cells in words and figures.
 *
 * @param first name of a cell, for people
 * @param second name of the other
 * @param difference first minus second
 * @param firstBetter probability that a run of the first is better, with its interval
 * @param seeds with how many of them the first was better, and the second
 * @param outcome what can be said
 * @param shown whether one did better
 */
record PairText(
        String first,
        String second,
        String difference,
        String firstBetter,
        String seeds,
        String outcome,
        boolean shown) {

    private static final double USUAL_LEVEL = 0.95;
    private static final double HUNDRED = 100;

    static PairText of(CellPair pair) {
        String first = CellLabels.of(pair.first());
        String second = CellLabels.of(pair.second());
        return new PairText(
                first,
                second,
                difference(pair),
                probability(pair),
                "%d to %d".formatted(pair.wins(), pair.losses()),
                switch (pair.outcome()) {
                    case FIRST_BETTER -> first + " did better";
                    case SECOND_BETTER -> second + " did better";
                    case NO_DIFFERENCE_SHOWN -> "no difference shown";
                    case TOO_FEW_SEEDS -> pair.note();
                },
                pair.outcome() == Outcome.FIRST_BETTER || pair.outcome() == Outcome.SECOND_BETTER);
    }

    /** With its interval, for instance "0.02 (95% interval 0.01 to 0.03)"; or why there is none. */
    static String difference(CellPair pair) {
        if (!Double.isFinite(pair.difference())) {
            return pair.note();
        }
        double scale = scale(pair);
        String mean = Numbers.difference(pair.difference(), scale);
        return Double.isFinite(pair.interval().get(0))
                ? "%s (%s interval %s)".formatted(mean, level(pair), range(pair, scale))
                : mean + (pair.note().isEmpty() ? "" : " (" + pair.note() + ")");
    }

    /** Without the interval. */
    static String mean(CellPair pair) {
        return Numbers.difference(pair.difference(), scale(pair));
    }

    /** Both ends, and the level unless it is 95%; empty if there are none. */
    static String intervalWithLevel(CellPair pair) {
        if (!Double.isFinite(pair.interval().get(0))) {
            return "";
        }
        String level = level(pair);
        return range(pair, scale(pair)) + (level.equals("95%") ? "" : " (" + level + ")");
    }

    /** "95%", "99.2%". */
    static String level(CellPair pair) {
        return Math.abs(pair.level() - USUAL_LEVEL) < 1e-9
                ? "95%"
                : String.format(Locale.ROOT, "%.1f%%", HUNDRED * pair.level());
    }

    /** "0.92 (0.61 to 0.99)". */
    static String probability(CellPair pair) {
        List<Double> ends = pair.firstBetterCi95();
        return Double.isFinite(ends.get(0))
                ? String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", pair.firstBetter(), ends.get(0), ends.get(1))
                : String.format(Locale.ROOT, "%.2f", pair.firstBetter());
    }

    private static String range(CellPair pair, double scale) {
        return Numbers.difference(pair.interval().get(0), scale) + " to "
                + Numbers.difference(pair.interval().get(1), scale);
    }

    private static double scale(CellPair pair) {
        List<Double> ends = pair.interval();
        return Double.isFinite(ends.get(0))
                ? Math.max(Math.abs(ends.get(0)), Math.abs(ends.get(1)))
                : pair.difference();
    }
}
