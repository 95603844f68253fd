package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.CellPair;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.statistics.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the runs allow to be said about the first cell of a comparison and the others, on one task in one match.
 *
 * @param differenceShown whether one of two cells did better anywhere
 * @param sentence the finding in plain words
 * @param figures what it rests on, a sentence; empty if there is nothing
 */
public record Verdict(boolean differenceShown, String sentence, String figures) {

    /** @param named whether the match is named, as there are others */
    static Verdict of(List<SummaryRow> rows, boolean named) {
        List<CellPair> pairs = rows.stream()
                .map(SummaryRow::againstFirst)
                .filter(Objects::nonNull)
                .toList();
        String beginning = (rows.stream().anyMatch(SummaryRow::quick) ? "a quick try, not a finding: " : "")
                + (named ? "at " + rows.get(0).match().label() + ", " : "");
        return new Verdict(
                pairs.stream().anyMatch(Verdict::shown),
                Words.capital(beginning + sentence(pairs)),
                pairs.isEmpty() ? "" : figures(rows, pairs));
    }

    /** Sentence and figures. */
    public String text() {
        return figures.isEmpty() ? sentence : sentence + " " + figures;
    }

    private static boolean shown(CellPair pair) {
        return pair.outcome() == Outcome.FIRST_BETTER || pair.outcome() == Outcome.SECOND_BETTER;
    }

    private static String sentence(List<CellPair> pairs) {
        if (pairs.isEmpty()) {
            return "no two cells were run with the same seed yet.";
        }
        String first = CellLabels.of(pairs.get(0).first());
        List<String> clauses = new ArrayList<>();
        List<String> worse = cells(pairs, Outcome.FIRST_BETTER);
        List<String> better = cells(pairs, Outcome.SECOND_BETTER);
        List<String> open = cells(pairs, Outcome.NO_DIFFERENCE_SHOWN);
        List<String> few = cells(pairs, Outcome.TOO_FEW_SEEDS);
        if (!worse.isEmpty()) {
            clauses.add("%s did better than %s".formatted(first, Words.list(worse)));
        }
        if (!better.isEmpty()) {
            clauses.add("%s did better than %s".formatted(Words.list(better), first));
        }
        if (!open.isEmpty()) {
            clauses.add("no difference between %s and %s is shown".formatted(first, Words.list(open, "or")));
        }
        if (!few.isEmpty()) {
            clauses.add("no difference between %s and %s is shown: %s"
                    .formatted(first, Words.list(few, "or"), note(pairs)));
        }
        return String.join("; ", clauses) + ".";
    }

    private static String note(List<CellPair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.outcome() == Outcome.TOO_FEW_SEEDS)
                .map(CellPair::note)
                .findFirst()
                .orElse("");
    }

    private static List<String> cells(List<CellPair> pairs, Outcome outcome) {
        return pairs.stream()
                .filter(pair -> pair.outcome() == outcome)
                .map(pair -> CellLabels.of(pair.second()))
                .toList();
    }

    /** The means, and how far they are from that of the first. */
    private static String figures(List<SummaryRow> rows, List<CellPair> pairs) {
        SummaryRow first = rows.get(0);
        String means = rows.stream()
                .map(row -> CellLabels.of(row.cell()) + " " + Numbers.text(row.mean(), first.mean()))
                .collect(Collectors.joining(", "));
        String name = CellLabels.of(pairs.get(0).first());
        String differences = pairs.stream()
                .map(pair -> "minus %s %s".formatted(CellLabels.of(pair.second()), PairText.difference(pair)))
                .collect(Collectors.joining("; "));
        return "Test %s: %s. Seed by seed, %s %s.".formatted(first.metric(), means, name, differences);
    }
}
