package io.github.gru4j.experiments.claims;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Comparison.Outcome;
import io.github.gru4j.experiments.Match;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/** What a comparison holds for a claim. */
final class Runs {

    private static final MathContext DIGITS = new MathContext(6);

    private Runs() {}

    /** Why a cell's runs cannot be judged yet; empty if they can. */
    static Optional<String> missing(Comparison comparison, String task, String cell, Match match) {
        Match planned = match == Match.TIME ? Match.WIDTH : match;
        long all = comparison.plan().runs().stream()
                .filter(run -> run.task().equals(task) && run.cell().equals(cell) && run.match() == planned)
                .count();
        int done = comparison.outcomes(task, cell, match).size();
        return done > 0 && done == all
                ? Optional.empty()
                : Optional.of("%d of %d runs of %s are there".formatted(done, all, cell));
    }

    /** The test metric by seed. */
    static List<Double> metrics(Comparison comparison, String task, String cell, Match match) {
        return comparison.outcomes(task, cell, match).stream()
                .map(Outcome::metric)
                .toList();
    }

    static boolean higherIsBetter(Comparison comparison, String task, String cell, Match match) {
        return comparison.outcomes(task, cell, match).get(0).run().task().higherIsBetter();
    }

    /** For people. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "no number";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        return value == 0
                ? "0"
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
