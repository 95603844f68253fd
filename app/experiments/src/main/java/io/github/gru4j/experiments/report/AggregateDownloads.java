package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.statistics.AverageImprovement;
import io.github.gru4j.experiments.statistics.FriedmanTest;
import io.github.gru4j.experiments.statistics.InterquartileMean;
import io.github.gru4j.experiments.statistics.PerformanceProfile;
import io.github.gru4j.experiments.statistics.TaskRanks;
import io.github.gru4j.experiments.statistics.TaskRuns;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The numbers of all tasks together as tables for other programs. */
final class AggregateDownloads {

    private AggregateDownloads() {}

    static List<Download> of(List<TasksTogether> all) {
        return List.of(
                Download.of("aggregates.csv", "Cells over all tasks, by match", aggregates(all)),
                Download.of("profiles.csv", "Performance profiles, by match and cell", profiles(all)),
                Download.of("ranks.csv", "Rank tests over all tasks, by match", ranks(all)));
    }

    private static String tasks(TasksTogether together) {
        return together.tasks().stream().map(TaskRuns::task).collect(Collectors.joining(" "));
    }

    private static Csv aggregates(List<TasksTogether> all) {
        var csv = new Csv(
                "match",
                "tasks",
                "cell",
                "iqm",
                "iqm_low",
                "iqm_high",
                "first",
                "probability_first_better",
                "probability_low",
                "probability_high",
                "mean_rank",
                "note");
        for (TasksTogether together : all) {
            for (int cell = 0; cell < together.cells().size(); cell++) {
                InterquartileMean iqm = together.means().get(cell);
                AverageImprovement improvement =
                        cell == 0 ? null : together.improvements().get(cell - 1);
                FriedmanTest friedman = together.ranks().friedman().orElse(null);
                csv.row(
                        together.match().id(),
                        tasks(together),
                        together.cells().get(cell),
                        iqm.value(),
                        iqm.interval().low(),
                        iqm.interval().high(),
                        improvement == null ? "" : improvement.first(),
                        improvement == null ? "" : improvement.value(),
                        improvement == null ? "" : improvement.interval().low(),
                        improvement == null ? "" : improvement.interval().high(),
                        friedman == null ? "" : friedman.meanRanks().get(cell),
                        iqm.note());
            }
        }
        return csv;
    }

    private static Csv profiles(List<TasksTogether> all) {
        var csv = new Csv("match", "tasks", "cell", "score", "share_above", "share_low", "share_high");
        for (TasksTogether together : all) {
            for (int cell = 0; cell < together.profiles().size(); cell++) {
                for (PerformanceProfile.Point point :
                        steps(together.profiles().get(cell).points())) {
                    csv.row(
                            together.match().id(),
                            tasks(together),
                            together.cells().get(cell),
                            Csv.rounded(point.score()),
                            Csv.rounded(point.fraction()),
                            Csv.rounded(point.band().low()),
                            Csv.rounded(point.band().high()));
                }
            }
        }
        return csv;
    }

    /** A profile is a staircase: where it goes on as before, there is nothing to say. */
    private static List<PerformanceProfile.Point> steps(List<PerformanceProfile.Point> points) {
        return IntStream.range(0, points.size())
                .filter(i -> i == 0
                        || i == points.size() - 1
                        || points.get(i).fraction() != points.get(i - 1).fraction()
                        || !points.get(i).band().equals(points.get(i - 1).band()))
                .mapToObj(points::get)
                .toList();
    }

    /** Nothing where there are too few tasks. */
    private static Csv ranks(List<TasksTogether> all) {
        var csv = new Csv("match", "tasks", "test", "first", "second", "p", "adjusted_p");
        for (TasksTogether together : all) {
            String match = together.match().id();
            String tasks = tasks(together);
            together.ranks()
                    .friedman()
                    .ifPresent(
                            test -> csv.row(match, tasks, "Friedman (Iman and Davenport's F)", "", "", test.fP(), ""));
            for (TaskRanks.Pair pair : together.ranks().pairs()) {
                csv.row(
                        match,
                        tasks,
                        "Wilcoxon",
                        pair.first(),
                        pair.second(),
                        pair.test().pValue(),
                        pair.adjustedP());
            }
        }
        return csv;
    }
}
