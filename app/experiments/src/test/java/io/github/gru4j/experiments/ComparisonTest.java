package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.Comparison.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final RunRecord GRU = run("gru", "a", 1, curve(1.0, 0.8, 2.0, Double.NaN, 3.0, 0.9));
    private static final RunRecord LSTM = run("lstm", "b", 1, curve(2.0, 0.6, 3.5, 0.95));
    private static final RunRecord NARROW = run("lstm", "c", 1, curve(1.5, 0.7));

    @TempDir
    Path directory;

    private static RunRecord run(String cell, String id, long seed, List<EpochRecord> curve) {
        return Records.run(id, cell, seed, curve);
    }

    /** Seconds and test metrics by turns. */
    private static List<EpochRecord> curve(double... values) {
        return Stream.iterate(0, i -> i < values.length, i -> i + 2)
                .map(i -> new EpochRecord(i / 2 + 1, 48L * (i / 2 + 1), values[i], 1, 1, 0.5, values[i + 1]))
                .toList();
    }

    private static PlannedRun planned(String cell, Match match, String run) {
        return new PlannedRun(TinyDataset.ECHO, cell, match, 1, run);
    }

    private static PlanRecord plan() {
        return new PlanRecord(
                PlanRecord.FORMAT,
                List.of(new TaskPlan(TinyDataset.ECHO, List.of())),
                List.of("gru", "lstm"),
                List.of(1L),
                List.of(Match.values()),
                new TuningBudget(2, List.of("hidden=8|16"), List.of(planned("gru", Match.WIDTH, "trial"))),
                List.of(
                        planned("gru", Match.WIDTH, "a"),
                        planned("lstm", Match.WIDTH, "b"),
                        planned("gru", Match.PARAMETERS, "a"),
                        planned("lstm", Match.PARAMETERS, "c")));
    }

    private static double metric(Comparison comparison, String cell, Match match) {
        List<Outcome> outcomes = comparison.outcomes(TinyDataset.ECHO, cell, match);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0).metric();
    }

    @Test
    void aRunMayServeSeveralMatches() {
        var comparison = new Comparison(plan(), List.of(GRU, LSTM, NARROW));
        assertThat(metric(comparison, "gru", Match.PARAMETERS)).isEqualTo(metric(comparison, "gru", Match.WIDTH));
        assertThat(metric(comparison, "lstm", Match.WIDTH)).isEqualTo(0.95);
        assertThat(metric(comparison, "lstm", Match.PARAMETERS)).isEqualTo(0.7);
        assertThat(comparison.runs()).containsExactly(GRU, LSTM, NARROW);
        assertThat(comparison.missing()).isZero();
    }

    /** The GRU had finished after 3 seconds; the LSTM's second epoch was still on its way. */
    @Test
    void equalTimeCountsWhatWasReachedWhenTheFastestHadFinished() {
        var comparison = new Comparison(plan(), List.of(GRU, LSTM, NARROW));
        assertThat(metric(comparison, "gru", Match.TIME)).isEqualTo(0.9);
        assertThat(metric(comparison, "lstm", Match.TIME)).isEqualTo(0.6);
        var slow = run("lstm", "b", 1, curve(3.5, 0.95));
        assertThat(metric(new Comparison(plan(), List.of(GRU, slow)), "lstm", Match.TIME))
                .isNaN();
    }

    @Test
    void saysHowManyRunsAreMissing() {
        assertThat(new Comparison(plan(), List.of(GRU)).missing()).isEqualTo(2);
    }

    @Test
    void comesBackFromTheFileWithTheLastPlan() throws IOException {
        Path file = directory.resolve(ResultsFile.NAME);
        try (ResultsFile results = ResultsFile.open(directory)) {
            results.append(GRU);
            results.append(Comparison.ofRuns(List.of(GRU)).plan());
            results.append(plan());
            results.append(LSTM);
            results.append(plan());
        }
        assertThat(Files.readAllLines(file)).hasSize(4);
        try (ResultsFile results = ResultsFile.open(directory)) {
            results.append(plan());
        }
        assertThat(Files.readAllLines(file)).hasSize(4);
        Comparison read = ResultsFile.readComparison(file);
        assertThat(read.plan()).isEqualTo(plan());
        assertThat(read.runs()).containsExactly(GRU, LSTM);
        assertThat(ResultsFile.read(file)).containsExactly(GRU, LSTM);
    }

    @Test
    void runsWithoutAPlanAreOfEqualWidth() throws IOException {
        try (ResultsFile results = ResultsFile.open(directory)) {
            results.append(GRU);
            results.append(LSTM);
        }
        Comparison read = ResultsFile.readComparison(directory.resolve(ResultsFile.NAME));
        assertThat(read.plan().matches()).containsExactly(Match.WIDTH);
        assertThat(read.runs()).containsExactly(GRU, LSTM);
    }

    /** As a folder has them in which several versions or several commands have written before there were plans. */
    @Test
    void ofRunsWithoutAPlanThoseWithTheSettingsOfTheLastAreCompared() {
        RunRecord otherwise = Records.with(
                run("gru", "otherwise", 1, curve(1, 0.1)),
                Records.SETTINGS.toBuilder().learningRate(0.5).build());
        RunRecord earlier = run("lstm", "earlier", 1, curve(1, 0.2));
        var comparison = Comparison.ofRuns(List.of(otherwise, earlier, LSTM, GRU));

        assertThat(comparison.runs()).containsExactlyInAnyOrder(LSTM, GRU);
        assertThat(comparison.others()).isEqualTo(2);
        assertThat(Summary.of(comparison).rows())
                .allSatisfy(row -> assertThat(row.seeds()).containsExactly(1L));
    }

    @Test
    void countsWhatItDoesNotAskFor() {
        var comparison = new Comparison(
                plan(),
                List.of(GRU, LSTM, NARROW, run("gru", "trial", 1, curve(1, 0.1)), run("gru", "x", 2, curve(1, 0.1))));

        assertThat(comparison.others()).isEqualTo(1);
    }
}
