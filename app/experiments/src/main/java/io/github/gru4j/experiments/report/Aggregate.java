package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.statistics.AverageImprovement;
import io.github.gru4j.experiments.statistics.InterquartileMean;
import io.github.gru4j.experiments.statistics.Interval;
import io.github.gru4j.experiments.statistics.TaskRanks;
import io.github.gru4j.experiments.statistics.TaskRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All tasks together that have the same cells, in one match.
 *
 * @param id of its heading on the page
 * @param label of the match, with a capital
 * @param tasks their names, as a list in a sentence
 * @param first name of the cell that the others are compared to, for people
 * @param cells one line each
 * @param intervals whether a cell has one
 * @param notes what to know, sentences
 * @param profile performance profiles of the cells; null if there are none
 */
record Aggregate(
        String id,
        String label,
        String tasks,
        String first,
        List<Line> cells,
        boolean intervals,
        List<String> notes,
        Figure profile) {

    /**
     * A cell over all tasks.
     *
     * @param iqm interquartile mean of its normalised scores
     * @param interval its 95% interval, or why there is none
     * @param firstBetter probability that a run of the first cell is better, averaged over tasks; empty for the first
     * @param rank mean rank; empty where ranks mean nothing
     */
    record Line(String cell, String iqm, String interval, String firstBetter, String rank) {}

    /**
     * In the words of the page.
     *
     * @param all cells of the comparison; a cell's place gives its colour
     */
    static List<Aggregate> of(List<TasksTogether> together, List<String> all) {
        return IntStream.range(0, together.size())
                .mapToObj(i -> of("all-" + (i + 1), together.get(i), all))
                .toList();
    }

    private static Aggregate of(String id, TasksTogether together, List<String> all) {
        List<String> notes = new ArrayList<>();
        together.scores().leftOut().forEach(out -> notes.add("Without %s: %s.".formatted(out.task(), out.reason())));
        TaskRanks ranks = together.ranks();
        notes.add(ranks.note().isEmpty() ? tests(ranks) : Words.capital(ranks.note()) + ".");
        boolean intervals =
                together.means().stream().anyMatch(mean -> mean.interval().isAvailable());
        if (!intervals) {
            together.means().stream()
                    .map(InterquartileMean::note)
                    .distinct()
                    .forEach(note -> notes.add(0, "Interquartile mean: %s.".formatted(note)));
        }
        return new Aggregate(
                id,
                Words.capital(together.match().label()),
                Words.list(together.tasks().stream().map(TaskRuns::task).toList()),
                CellLabels.of(together.cells().get(0)),
                IntStream.range(0, together.cells().size())
                        .mapToObj(cell -> line(together, cell))
                        .toList(),
                intervals,
                notes,
                Profiles.figure(id + "-profile", together, all).orElse(null));
    }

    private static Line line(TasksTogether together, int cell) {
        InterquartileMean iqm = together.means().get(cell);
        return new Line(
                CellLabels.of(together.cells().get(cell)),
                Double.isFinite(iqm.value()) ? String.format(Locale.ROOT, "%.3f", iqm.value()) : "n/a",
                iqm.interval().isAvailable() ? range(iqm.interval()) : iqm.note(),
                cell == 0 ? "" : probability(together.improvements().get(cell - 1)),
                together.ranks()
                        .friedman()
                        .map(test -> String.format(
                                Locale.ROOT, "%.2f", test.meanRanks().get(cell)))
                        .orElse(""));
    }

    private static String probability(AverageImprovement improvement) {
        String value = String.format(Locale.ROOT, "%.2f", improvement.value());
        return improvement.interval().isAvailable() ? value + " (" + range(improvement.interval()) + ")" : value;
    }

    private static String range(Interval interval) {
        return Stream.of(interval.low(), interval.high())
                .map(end -> Double.isFinite(end) ? String.format(Locale.ROOT, "%.2f", end) : "open")
                .collect(Collectors.joining(" to "));
    }

    private static String tests(TaskRanks ranks) {
        var friedman = ranks.friedman().orElseThrow();
        String all = String.format(
                Locale.ROOT,
                "Friedman's test of equal ranks over %d tasks: p = %.3g.",
                friedman.tasks(),
                friedman.fP());
        return all
                + ranks.pairs().stream()
                        .map(pair -> String.format(
                                Locale.ROOT,
                                " %s against %s: Wilcoxon's p = %.3g after Holm's correction.",
                                CellLabels.of(pair.first()),
                                CellLabels.of(pair.second()),
                                pair.adjustedP()))
                        .collect(Collectors.joining());
    }
}
