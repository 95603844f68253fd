package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are matched, and tuned. */
class MatchedRunsTest {

    @TempDir
    Path directory;

    private final List<String> trained = new ArrayList<>();
    private final Map<String, Integer> planned = new HashMap<>();

    private final ExperimentListener listener = new ExperimentListener() {
        @Override
        public void runsPlanned(Map<String, Integer> runs) {
            planned.putAll(runs);
        }

        @Override
        public synchronized void runFinished(RunRecord run) {
            trained.add(run.cell() + " " + run.seed() + " " + run.settings().hidden());
        }
    };

    private ExperimentPlan.Builder plan() {
        return new ExperimentPlan.Builder()
                .tasks(TinyDataset.ECHO)
                .cells("gru", "lstm")
                .seeds(2)
                .settings(Map.of(
                        TinyDataset.ECHO,
                        Records.SETTINGS.toBuilder().hidden(8).maxEpochs(2).build()))
                .jobs(1)
                .out(directory);
    }

    private Comparison run(ExperimentPlan plan) throws Exception {
        trained.clear();
        planned.clear();
        return new ExperimentRunner(TinyDataset.SOURCE, listener).run(plan);
    }

    private static List<Integer> widths(Comparison comparison, String cell, Match match) {
        return comparison.outcomes(TinyDataset.ECHO, cell, match).stream()
                .map(outcome -> outcome.run().settings().hidden())
                .toList();
    }

    @Test
    void aRunThatServesTwoMatchesIsTrainedOnce() throws Exception {
        Comparison comparison = run(plan().matches(List.of(Match.values())).build());
        assertThat(trained).containsExactly("gru 1 8", "lstm 1 8", "lstm 1 7", "lstm 2 7", "lstm 2 8", "gru 2 8");
        assertThat(planned).containsExactly(Map.entry(TinyDataset.ECHO, 6));
        assertThat(comparison.runs()).hasSize(6);
        assertThat(comparison.plan().runs()).hasSize(8);
        assertThat(comparison.missing()).isZero();
        assertThat(widths(comparison, "gru", Match.PARAMETERS)).containsExactly(8, 8);
        assertThat(widths(comparison, "lstm", Match.PARAMETERS)).containsExactly(7, 7);
        assertThat(widths(comparison, "lstm", Match.WIDTH)).containsExactly(8, 8);
        assertThat(widths(comparison, "lstm", Match.TIME)).containsExactly(8, 8);
        List<Long> params =
                comparison.runs().stream().map(RunRecord::params).distinct().toList();
        assertThat(params).containsExactly(273L, 329L, 260L);
        assertThat(ResultsFile.readComparison(directory.resolve(ResultsFile.NAME))
                        .plan())
                .isEqualTo(comparison.plan());
    }

    @Test
    void equalTimeAloneTrainsTheRunsOfEqualWidth() throws Exception {
        Comparison comparison = run(plan().matches(List.of(Match.TIME)).build());
        assertThat(comparison.plan().matches()).containsExactly(Match.TIME);
        assertThat(comparison.outcomes(TinyDataset.ECHO, "lstm", Match.TIME)).hasSize(2);
    }

    @Test
    void aTaskMayHaveCellsOfItsOwn() throws Exception {
        Comparison comparison = run(plan().tasks(TinyDataset.PARITY, TinyDataset.ECHO)
                .cellsOf(TinyDataset.PARITY, List.of("simple-rnn"))
                .settings(Map.of(TinyDataset.ECHO, Records.SETTINGS, TinyDataset.PARITY, Records.SETTINGS))
                .seeds(1)
                .build());
        assertThat(comparison.runs())
                .extracting(run -> run.task().name() + " " + run.cell())
                .containsExactly("parity simple-rnn", "echo gru", "echo lstm");
        assertThat(comparison.plan().cells()).containsExactly("simple-rnn", "gru", "lstm");
    }

    @Test
    void everyCellHasTheSameTrialsAndTheBestOfItsOwn() throws Exception {
        var tuning = new Tuning(3, TuningSpace.parse(List.of("learning-rate=1e-3..1e-1:log")));
        Comparison comparison = run(plan().tuning(tuning)
                .matches(List.of(Match.WIDTH, Match.PARAMETERS))
                .build());
        TuningBudget budget = comparison.plan().tuning();
        assertThat(budget.trials()).isEqualTo(3);
        assertThat(budget.space()).containsExactly("learning-rate=1e-3..1e-1:log");
        assertThat(planned).containsExactly(Map.entry(TinyDataset.ECHO, 12));
        assertThat(trained).hasSize(12);
        Map<String, Set<String>> trials = budget.runs().stream()
                .map(trial -> comparison.run(trial.run()))
                .collect(Collectors.groupingBy(
                        RunRecord::cell,
                        Collectors.mapping(
                                run -> run.seed() + " " + run.settings().learningRate(), Collectors.toSet())));
        assertThat(trials.get("gru")).hasSize(3).isEqualTo(trials.get("lstm"));
        for (ChosenSettings chosen : budget.chosen()) {
            RunRecord best = comparison.run(chosen.run());
            assertThat(best.cell()).isEqualTo(chosen.cell());
            assertThat(budget.runs().stream()
                            .map(trial -> comparison.run(trial.run()))
                            .filter(run -> run.cell().equals(chosen.cell())))
                    .allSatisfy(run -> assertThat(lowest(run)).isGreaterThanOrEqualTo(lowest(best)));
            for (Match match : List.of(Match.WIDTH, Match.PARAMETERS)) {
                assertThat(comparison.outcomes(TinyDataset.ECHO, chosen.cell(), match))
                        .allSatisfy(outcome -> assertThat(
                                        outcome.run().settings().learningRate())
                                .isEqualTo(best.settings().learningRate())
                                .isEqualTo(Double.parseDouble(chosen.values().get("learning-rate"))));
            }
        }
        assertThat(comparison.runs()).extracting(RunRecord::seed).containsOnly(1L, 2L);
    }

    private static double lowest(RunRecord run) {
        return run.curve().stream()
                .mapToDouble(EpochRecord::validationLoss)
                .min()
                .orElseThrow();
    }

    @Test
    void trialsAreKeptAndMoreTrialsAreNew() throws Exception {
        run(plan().tuning(new Tuning(2, TuningSpace.DEFAULT)).build());
        List<String> lines = Files.readAllLines(directory.resolve(ResultsFile.NAME));
        run(plan().tuning(new Tuning(2, TuningSpace.DEFAULT)).build());
        assertThat(trained).isEmpty();
        assertThat(Files.readAllLines(directory.resolve(ResultsFile.NAME))).isEqualTo(lines);
        run(plan().seeds(List.of(1L)).tuning(new Tuning(3, TuningSpace.DEFAULT)).build());
        assertThat(trained).filteredOn(run -> run.contains("1000003")).hasSize(2);
        assertThat(trained).noneMatch(run -> run.contains("1000001"));
    }

    @Test
    void aTrialThatDivergedLoses() {
        RunRecord good = Records.run("a", "gru", 1, List.of(new EpochRecord(1, 1, 1, 1, 0.5, 0.5, 0.5)));
        RunRecord better = Records.run("b", "gru", 2, List.of(new EpochRecord(1, 1, 1, 1, 0.4, 0.5, 0.5)));
        assertThat(TrialChoice.best(List.of(good, better))).isEqualTo(1);
        assertThat(TrialChoice.best(List.of(good, diverged(better)))).isZero();
        assertThat(TrialChoice.best(List.of(diverged(good), diverged(better)))).isZero();
    }

    /** It had reached something before. */
    private static RunRecord diverged(RunRecord run) {
        return Records.stopped(run, RunRecord.DIVERGED + " at step 7");
    }

    @Test
    void theSizeOfNetworksIsTunedAtEqualWidthAlone() {
        var tuning = new Tuning(2, TuningSpace.parse(List.of("hidden=4|8")));
        assertThat(plan().tuning(tuning).build().tuning()).isEqualTo(tuning);
        assertThatThrownBy(() -> plan().tuning(tuning)
                        .matches(List.of(Match.WIDTH, Match.PARAMETERS))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the match width alone where the size of networks is drawn (hidden=4|8), found"
                        + " width, parameters");
    }

    @Test
    void seedsOfRunsAndTrialsNeverMeet() {
        assertThatThrownBy(() -> plan().seeds(List.of(1_000_001L))
                        .tuning(new Tuning(1, TuningSpace.DEFAULT))
                        .build())
                .hasMessageContaining("seeds up to 1000000");
    }
}
