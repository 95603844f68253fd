package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.CellPair;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;

/**
 * The cells of one task in one match.
 *
 * @param id of its heading on the page
 * @param label of the match, with a capital
 * @param how the cells were matched, a sentence
 * @param first name of the cell that the others are compared to, for people
 * @param rows one for every cell
 * @param pairs of cells; empty where the rows say it all
 */
record MatchSection(String id, String label, String how, String first, List<RowText> rows, List<PairText> pairs) {

    static MatchSection of(String id, Match match, Comparison comparison, List<SummaryRow> rows, List<CellPair> pairs) {
        String first = CellLabels.of(rows.get(0).cell());
        return new MatchSection(
                id,
                Words.capital(match.label()),
                how(match, CellLabels.of(comparison.cells(rows.get(0).task()).get(0)), comparison, rows),
                first,
                rows.stream().map(RowText::of).toList(),
                rows.size() > 2 ? pairs.stream().map(PairText::of).toList() : List.of());
    }

    private static String how(Match match, String first, Comparison comparison, List<SummaryRow> rows) {
        return switch (match) {
            case WIDTH ->
                ReportPage.distinct(rows, SummaryRow::hidden).size() > 1
                        ? "The width was tuned: each cell has the one that was chosen for it."
                        : "The recurrent layers are equally wide; a cell with more gates has more parameters.";
            case PARAMETERS ->
                "Each cell has the width that brings the number of its parameters nearest to that of %s."
                        .formatted(first);
            case TIME ->
                "What each had reached%s, when the fastest of the cells had finished, with the same seed and at equal width."
                        .formatted(after(comparison, rows));
        };
    }

    private static String after(Comparison comparison, List<SummaryRow> rows) {
        double[] seconds = rows.get(0).seeds().stream()
                .mapToDouble(seed -> comparison.secondsAllowed(rows.get(0).task(), seed))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (seconds.length == 0) {
            return "";
        }
        double least = seconds[0];
        double most = seconds[seconds.length - 1];
        return " after %s seconds of training"
                .formatted(least == most ? Numbers.brief(least) : Numbers.brief(least) + " to " + Numbers.brief(most));
    }
}
