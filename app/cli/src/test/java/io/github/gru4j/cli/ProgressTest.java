package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Provenance;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final EpochRecord EPOCH = new EpochRecord(1, 10, 0.5, 1, 1, 0.5, 0.5);
    private static final RunSettings SETTINGS = new RunSettings(8, 0, 4, 0.01, 1, 5, 2, 0);

    private final StringWriter err = new StringWriter();
    private final ExperimentPlan plan = new ExperimentPlan.Builder()
            .tasks("toy")
            .seeds(2)
            .settings(Map.of("toy", SETTINGS))
            .out(Path.of("somewhere"))
            .build();

    @Test
    void barsFollowRunsThatWereFoundStoppedEarlyAndOverlap() {
        var bars = new ProgressBars(plan, new PrintWriter(err));
        bars.runReused(run("gru", 1));
        bars.runStarted("toy", "lstm", 1, 5);
        bars.runStarted("toy", "gru", 2, 5);
        bars.epochFinished("toy", "lstm", 1, EPOCH);
        bars.runFinished(run("lstm", 1));
        bars.epochFinished("toy", "gru", 2, EPOCH);
        bars.runFinished(run("gru", 2));
        bars.runStarted("toy", "lstm", 2, 5);
        bars.runFinished(run("lstm", 2));
        bars.close();

        assertThat(bars.done()).isEqualTo("4 of 4");
        assertThat(err.toString().lines())
                .containsExactly("1 of 4 runs are in somewhere already and are not trained again");
    }

    @Test
    void aStoppedComparisonSaysWhatIsKept() {
        var lines = new ProgressLines(plan, new PrintWriter(err));
        lines.runStarted("toy", "gru", 1, 5);
        lines.runFinished(run("gru", 1));
        lines.runStarted("toy", "lstm", 1, 5);
        lines.interrupted();

        assertThat(err.toString().lines())
                .containsExactly(
                        "toy gru seed 1: test accuracy 0.7500, 1 epochs, 2.0 s by gru4j nd4j (1 of 4)",
                        "",
                        "gru4j: stopped; 1 of 4 runs are done and kept in somewhere, the same command goes on from there");
    }

    @Test
    void aRunThatDivergedIsNamedAsSuch() {
        var lines = new ProgressLines(plan, new PrintWriter(err));
        lines.runStarted("toy", "gru", 1, 5);
        lines.runFinished(run("gru", 1, 0.75, "diverged at step 7"));
        lines.runFinished(run("lstm", 1, Double.NaN, "diverged at step 3"));

        assertThat(err.toString().lines())
                .containsExactly(
                        "toy gru seed 1: diverged at step 7; test accuracy 0.7500, 1 epochs, 2.0 s by gru4j nd4j (1 of 4)",
                        "toy lstm seed 1: diverged at step 3; no test accuracy, 1 epochs, 2.0 s by gru4j nd4j (2 of 4)");
    }

    private static RunRecord run(String cell, long seed) {
        return run(cell, seed, 0.75, "patience");
    }

    private static RunRecord run(String cell, long seed, double metric, String stopped) {
        var task = new SequenceTask(
                "toy",
                "a toy",
                TaskKind.CLASSIFICATION,
                StepKind.FEATURES,
                1,
                2,
                2,
                List.of("a", "b"),
                "accuracy",
                "",
                List.of(new Baseline("majority class", 0.5)),
                new Provenance("made up", "0", "none", 1, 1, 1, 1));
        return new RunRecord(
                RunRecord.FORMAT,
                cell + seed,
                task,
                cell,
                "gru4j nd4j",
                seed,
                SETTINGS,
                1,
                4,
                List.of(EPOCH),
                1,
                metric,
                1,
                null,
                false,
                RunRecord.CPU_TIME,
                0.5,
                2,
                stopped,
                "2026-01-01T00:00:00Z",
                new RunEnvironment("0", "0", "none", "none", "0", "none", "none", 1, 1, 1));
    }
}
