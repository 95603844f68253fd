package io.github.gru4j.experiments.statistics;

import static io.github.gru4j.experiments.statistics.Samples.normal;
import static io.github.gru4j.experiments.statistics.Samples.runs;
import static io.github.gru4j.experiments.statistics.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManyTasksTest {

    private static final double NAN = Double.NaN;

    @Test
    void scoresGoFromTheBaselineToTheBestMean() {
        var error =
                new TaskRuns("series", Direction.LOWER_IS_BETTER, 8, List.of(runs("gru", 3, 5), runs("lstm", 8, 10)));
        NormalisedScores scores = NormalisedScores.of(List.of(error));
        assertThat(scores.of("gru")[0]).containsExactly(1.25, 0.75);
        assertThat(scores.of("lstm")[0]).containsExactly(0, -0.5);
        assertThatThrownBy(() -> scores.of("rnn")).hasMessageContaining("[gru, lstm], found \"rnn\"");
    }

    @Test
    void tasksWithoutAScaleAreLeftOutWithAReason() {
        NormalisedScores scores = NormalisedScores.of(List.of(
                task("a", runs("gru", 0.5, 0.7), runs("lstm", NAN, 0.9)),
                task("b", runs("gru", NAN, 0.7), runs("lstm", NAN, 0.9)),
                task("c", runs("gru", -1, -1), runs("lstm", -2, -2))));
        assertThat(scores.tasks()).containsExactly("a");
        assertThat(scores.of("gru")[0][1]).isCloseTo(0.7 / 0.6, within(1e-12));
        assertThat(scores.of("lstm")[0][0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(scores.leftOut())
                .containsExactly(
                        new NormalisedScores.LeftOut("b", "every cell has a run that gave no number"),
                        new NormalisedScores.LeftOut("c", "no cell beats the naive baseline"));
    }

    @Test
    void tasksNeedTheSameCells() {
        assertThatThrownBy(() -> NormalisedScores.of(List.of(
                        task("a", runs("gru", 1), runs("lstm", 1)), task("b", runs("lstm", 1), runs("gru", 1)))))
                .hasMessageContaining("[gru, lstm] for task a and [lstm, gru] for task b");
        assertThatThrownBy(() -> NormalisedScores.of(List.of())).hasMessageContaining("at least one task");
        assertThatThrownBy(() -> task("a", runs("gru", 1), runs("lstm", 1, 2)))
                .hasMessageContaining("same seeds in the same order");
        assertThatThrownBy(() -> task("a", runs("gru", 1), runs("gru", 1))).hasMessageContaining("different names");
    }

    @Test
    void theInterquartileMeanLeavesAQuarterOutAtEitherEnd() {
        // By hand: 9 of 15 squares are left, 16 to 144: 636 / 9. scipy 1.17.1: trim_mean(x, 0.25) = 70.66666666666667.
        double[] squares = new double[15];
        Arrays.setAll(squares, i -> (15 - i) * (15 - i));
        assertThat(InterquartileMean.of(squares)).isCloseTo(70.66666666666667, within(1e-12));
        assertThat(InterquartileMean.of(new double[] {7})).isEqualTo(7);
        assertThat(InterquartileMean.of(new double[] {0, 1, 3, 100})).isEqualTo(2);
    }

    @Test
    void fewTasksOrSeedsHaveNoIntervalAndSaySo() {
        NormalisedScores fourTasks = NormalisedScores.of(tasks(4, 5, new Random(1)));
        assertThat(InterquartileMean.of(fourTasks, "gru").interval()).isEqualTo(Interval.NONE);
        assertThat(InterquartileMean.of(fourTasks, "gru").value()).isFinite();
        assertThat(InterquartileMean.of(fourTasks, "gru").note()).isEqualTo("no interval: 4 tasks, and it takes 5");
        NormalisedScores fourSeeds = NormalisedScores.of(tasks(5, 4, new Random(1)));
        assertThat(InterquartileMean.of(fourSeeds, "gru").note()).isEqualTo("no interval: 4 seeds, and it takes 5");
        assertThat(PerformanceProfile.of(fourSeeds, "gru", 0.5).note())
                .isEqualTo("no interval: 4 seeds, and it takes 5");
        assertThat(AverageImprovement.of(tasks(5, 4, new Random(1)), "gru", "lstm")
                        .note())
                .isEqualTo("no interval: 4 seeds, and it takes 5");
    }

    @Test
    void theSameDataGiveTheSameIntervalInAnyOrderOfRuns() {
        NormalisedScores scores = NormalisedScores.of(tasks(5, 5, new Random(2)));
        NormalisedScores turned = NormalisedScores.of(tasks(5, 5, new Random(2)).stream()
                .map(task -> new TaskRuns(
                        task.task(),
                        task.direction(),
                        task.baseline(),
                        task.cells().stream().map(ManyTasksTest::reversed).toList()))
                .toList());
        Interval interval = InterquartileMean.of(scores, "lstm").interval();
        Interval again = InterquartileMean.of(turned, "lstm").interval();
        assertThat(again.low()).isCloseTo(interval.low(), within(1e-12));
        assertThat(again.high()).isCloseTo(interval.high(), within(1e-12));
        assertThat(InterquartileMean.of(scores, "lstm")).isEqualTo(InterquartileMean.of(scores, "lstm"));
        assertThat(interval.leavesOut(InterquartileMean.of(scores, "lstm").value()))
                .isFalse();
    }

    @Test
    void divergedRunsAreTheWorstScores() {
        // 4 of 25 runs are within the quarter that is left out; 4 are in some resamples more than that.
        List<TaskRuns> tasks = tasks(5, 5, new Random(3));
        var some = new ArrayList<>(tasks);
        some.set(0, task("task 0", tasks.get(0).cells().get(0), runs("lstm", NAN, NAN, NAN, NAN, 0.9)));
        InterquartileMean mean = InterquartileMean.of(NormalisedScores.of(some), "lstm");
        assertThat(mean.value()).isFinite();
        assertThat(mean.interval().high()).isFinite();
        var more = new ArrayList<>(some);
        more.set(1, task("task 1", tasks.get(1).cells().get(0), runs("lstm", NAN, NAN, NAN, NAN, 0.9)));
        InterquartileMean none = InterquartileMean.of(NormalisedScores.of(more), "lstm");
        assertThat(none.value()).isNaN();
        assertThat(none.note()).isEqualTo("not available: 8 of 25 runs gave no number");
        PerformanceProfile profile = PerformanceProfile.of(NormalisedScores.of(more), "lstm", -1e300);
        assertThat(profile.points().get(0).fraction()).isCloseTo(17 / 25.0, within(1e-12));
    }

    @Test
    void anIntervalWithoutALowerBoundSaysSo() {
        var tasks = new ArrayList<>(tasks(5, 5, new Random(3)));
        for (int i = 0; i < 3; i++) {
            tasks.set(i, task("task " + i, tasks.get(i).cells().get(0), runs("lstm", NAN, NAN, 0.9, 0.9, 0.8)));
        }
        InterquartileMean mean = InterquartileMean.of(NormalisedScores.of(tasks), "lstm");
        assertThat(mean.value()).isFinite();
        assertThat(mean.interval().low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(mean.interval().high()).isFinite();
    }

    @Test
    void theProfileIsTheFractionOfRunsAbove() {
        List<TaskRuns> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(task("task " + i, runs("gru", 0.8, 0.9, 1, 1.1, 1.2), runs("lstm", 0.1, 0.2, 0.3, 0.4, 0.5)));
        }
        PerformanceProfile profile = PerformanceProfile.of(NormalisedScores.of(tasks), "gru", 0, 0.95, 1.5);
        assertThat(profile.points())
                .extracting(PerformanceProfile.Point::fraction)
                .containsExactly(1.0, 0.6, 0.0);
        assertThat(profile.points().get(0).band()).isEqualTo(new Interval(1, 1));
        assertThat(profile.points().get(1).band().low()).isBetween(0.3, 0.5);
        assertThat(profile.points().get(1).band().high()).isBetween(0.7, 0.9);
        assertThat(profile.note()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 8", "10, 8", "5, 5"})
    void theIntervalOfTheInterquartileMeanCovers(int seeds, int tasks) {
        // 500 experiments leave two percent of doubt.
        assertThat(AggregateCoverage.percent(seeds, tasks, true, 500, StratifiedBootstrap::tail))
                .isBetween(91.0, 97.0);
    }

    /** Why the percentiles are not the usual ones. */
    @Test
    void plainPercentilesDoNotCoverWithFiveSeeds() {
        assertThat(AggregateCoverage.percent(5, 8, true, 500, scores -> 0.025)).isLessThan(92);
    }

    @Test
    void theProbabilityOfImprovementIsAveragedOverTasks() {
        AverageImprovement average = AverageImprovement.of(
                List.of(
                        task("a", runs("gru", 1, 2, 3, 4, 5), runs("lstm", 0, 0, 0, 0, 0)),
                        task("b", runs("gru", 1, 1, 1, 1, 1), runs("lstm", 1, 1, 1, 1, 1))),
                "gru",
                "lstm");
        assertThat(average.value()).isEqualTo(0.75);
        assertThat(average.interval().leavesOut(0.75)).isFalse();
        assertThat(average.interval().low()).isGreaterThan(0.4);
        AverageImprovement back = AverageImprovement.of(
                List.of(task("a", runs("gru", 1, 2, 3, 4, NAN), runs("lstm", 0, 0, 0, NAN, 0))), "lstm", "gru");
        assertThat(back.value()).isCloseTo((4 + 0.5) / 25, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10})
    void theIntervalOfTheAverageCovers(int seeds) {
        var random = new Random(5);
        int experiments = 1000;
        int covered = 0;
        for (int i = 0; i < experiments; i++) {
            List<TaskRuns> tasks = new ArrayList<>();
            for (int task = 0; task < 3; task++) {
                tasks.add(task("task " + task, normal("a", seeds, 1, 1, random), normal("b", seeds, 0, 1, random)));
            }
            // The normal distribution's probability at 1 / sqrt(2).
            covered += Coverage.holds(AverageImprovement.of(tasks, "a", "b").interval(), 0.76024994) ? 1 : 0;
        }
        assertThat(100.0 * covered / experiments).isBetween(93.0, 97.5);
    }

    @Test
    void ranksTakeEightTasks() {
        TaskRanks few = TaskRanks.of(NormalisedScores.of(tasks(7, 5, new Random(6))));
        assertThat(few.friedman()).isEmpty();
        assertThat(few.pairs()).isEmpty();
        assertThat(few.note()).isEqualTo("no rank tests: 7 tasks, and they say something from 8 on");
    }

    @Test
    void aCellThatWinsEveryTaskIsFound() {
        List<TaskRuns> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(task(
                    "task " + i,
                    runs("gru", 0.9, 0.8 + i / 100.0),
                    runs("lstm", 0.7, 0.7),
                    runs("rnn", NAN, i % 2 == 0 ? 0.95 : NAN)));
        }
        TaskRanks ranks = TaskRanks.of(NormalisedScores.of(tasks));
        assertThat(ranks.friedman().orElseThrow().meanRanks()).containsExactly(1.0, 2.0, 3.0);
        assertThat(ranks.pairs()).extracting(TaskRanks.Pair::outcome).containsOnly(Outcome.FIRST_BETTER);
        // Eight wins in eight: 2 / 256, times three pairs.
        assertThat(ranks.pairs().get(0).adjustedP()).isCloseTo(6 / 256.0, within(1e-12));
    }

    private static List<TaskRuns> tasks(int count, int seeds, Random random) {
        List<TaskRuns> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(
                    task("task " + i, normal("gru", seeds, 1, 0.05, random), normal("lstm", seeds, 0.9, 0.05, random)));
        }
        return tasks;
    }

    private static Runs reversed(Runs runs) {
        double[] values = runs.values();
        double[] turned = new double[values.length];
        Arrays.setAll(turned, i -> values[values.length - 1 - i]);
        return runs(runs.cell(), turned);
    }
}
