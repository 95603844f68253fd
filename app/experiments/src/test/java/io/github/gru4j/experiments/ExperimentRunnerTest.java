package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.layer.kernel.GruKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {

    private static final Map<String, RunSettings> SETTINGS =
            Map.of(TinyDataset.PARITY, Records.SETTINGS, TinyDataset.ECHO, Records.SETTINGS);

    @TempDir
    Path directory;

    private final AtomicInteger trained = new AtomicInteger();
    private final AtomicInteger reused = new AtomicInteger();

    private final ExperimentListener counting = new ExperimentListener() {
        @Override
        public void runStarted(String task, String cell, long seed, int maxEpochs) {
            trained.incrementAndGet();
        }

        @Override
        public void runReused(RunRecord run) {
            reused.incrementAndGet();
        }
    };

    @Test
    void runsEverythingInTheOrderOfThePlan() throws Exception {
        List<RunRecord> runs = run(plan("a").jobs(2).build());
        assertThat(runs)
                .extracting(r -> r.task().name() + " " + r.seed() + " " + r.cell())
                .containsExactly(
                        "parity 1 gru",
                        "parity 1 lstm",
                        "parity 2 gru",
                        "parity 2 lstm",
                        "echo 1 gru",
                        "echo 1 lstm",
                        "echo 2 gru",
                        "echo 2 lstm");
        assertThat(runs).extracting(RunRecord::id).doesNotHaveDuplicates();
        assertThat(runs).extracting(RunRecord::implementation).startsWith("gru4j " + GruKernels.choice(), "DL4J LSTM");
        assertThat(ResultsFile.read(directory.resolve("a").resolve(ResultsFile.NAME)))
                .containsExactlyInAnyOrderElementsOf(runs);
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.curve()).isNotEmpty();
            assertThat(run.testMetric()).isFinite();
            assertThat(run.secondsPerEpoch()).isPositive();
            assertThat(run.environment().threads()).isEqualTo(1);
        });
    }

    @Test
    void theCellThatGoesFirstAlternates() throws Exception {
        List<String> started = new ArrayList<>();
        var listening = new ExperimentListener() {
            @Override
            public void runStarted(String task, String cell, long seed, int maxEpochs) {
                started.add(seed + " " + cell);
            }
        };
        new ExperimentRunner(TinyDataset.SOURCE, listening)
                .run(plan("a").tasks(TinyDataset.ECHO).seeds(3).jobs(1).build());
        assertThat(started).containsExactly("1 gru", "1 lstm", "2 lstm", "2 gru", "3 gru", "3 lstm");
    }

    @Test
    void knowsWhichSequencesAreMaskedAndWhatThatMeans() throws Exception {
        List<RunRecord> runs =
                run(plan("a").seeds(1).cells("bidirectional-lstm", "lstm").build());
        assertThat(runs)
                .extracting(run -> run.task().name() + " " + run.masked())
                .containsExactly("parity true", "parity true", "echo false", "echo false");
        List<SummaryRow> rows = Summary.of(Comparison.ofRuns(runs)).rows();
        assertThat(rows.get(0).caveats()).singleElement().asString().contains("wrong gradient");
        assertThat(rows.subList(1, 4))
                .allSatisfy(row -> assertThat(row.caveats()).isEmpty());
    }

    @Test
    void aKernelThatDoesNotExistIsFoundBeforeAnythingIsMade() {
        System.setProperty(GruKernels.PROPERTY, "abacus");
        try {
            assertThatThrownBy(() -> run(plan("a").build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("abacus");
        } finally {
            System.clearProperty(GruKernels.PROPERTY);
        }
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void givesTheSameNumbersEveryTimeAndForAnyNumberOfJobs() throws Exception {
        List<RunRecord> one = run(plan("a").jobs(1).build());
        List<RunRecord> again = run(plan("b").jobs(1).build());
        List<RunRecord> sideBySide = run(plan("c").jobs(2).build());
        assertThat(trained).hasValue(24);
        for (int i = 0; i < one.size(); i++) {
            assertSameNumbers(again.get(i), one.get(i));
            assertSameNumbers(sideBySide.get(i), one.get(i));
        }
    }

    @Test
    void doesNotTrainWhatIsThereAlready() throws Exception {
        List<RunRecord> first = run(plan("a").seeds(1).build());
        List<RunRecord> second = run(plan("a").seeds(2).build());
        assertThat(trained).hasValue(8);
        assertThat(reused).hasValue(4);
        assertThat(second).containsAll(first).hasSize(8);
        assertThat(run(plan("a").build())).isEqualTo(second);
        assertThat(trained).hasValue(8);
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        ExperimentPlan plan = plan("a").tasks(TinyDataset.ECHO).build();
        List<RunRecord> whole = run(plan);
        Path file = directory.resolve("a").resolve(ResultsFile.NAME);
        List<String> lines = Files.readAllLines(file);
        // The plan comes first.
        Files.writeString(
                file, lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 100));
        List<RunRecord> resumed = run(plan);
        assertThat(trained).hasValue(4 + 3);
        assertThat(ResultsFile.read(file)).containsExactlyInAnyOrderElementsOf(resumed);
        for (int i = 0; i < whole.size(); i++) {
            assertSameNumbers(resumed.get(i), whole.get(i));
        }
    }

    @Test
    void otherSettingsAreOtherRuns() throws Exception {
        run(plan("a").tasks(TinyDataset.ECHO).build());
        run(plan("a")
                .tasks(TinyDataset.ECHO)
                .settings(Map.of(TinyDataset.ECHO, new RunSettings(4, 3, 8, 0.03, 1, 3, 2, 0)))
                .build());
        assertThat(reused).hasValue(0);
    }

    @Test
    void listsTheTasksThatThereAreBeforeItTouchesAnything() {
        ExperimentPlan plan = plan("a")
                .tasks("chess")
                .settings(Map.of("chess", Records.SETTINGS))
                .build();
        assertThatThrownBy(() -> run(plan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown task \"chess\"; valid are: parity, echo");
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void findsOutBeforeTrainingThatItCannotKeepTheResults() throws IOException {
        Files.writeString(directory.resolve("a"), "in the way", StandardOpenOption.CREATE_NEW);
        assertThatThrownBy(() -> run(plan("a").build())).isInstanceOf(OutputException.class);
        assertThat(trained).hasValue(0);
    }

    @Test
    void aFailingRunEndsTheExperimentAndKeepsWhatIsDone() throws Exception {
        var failing = new ExperimentListener() {
            @Override
            public void runFinished(RunRecord run) {
                throw new IllegalStateException("listener broke");
            }
        };
        ExperimentPlan plan = plan("a").jobs(1).build();
        assertThatThrownBy(() -> new ExperimentRunner(TinyDataset.SOURCE, failing).run(plan))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listener broke");
        assertThat(ResultsFile.read(directory.resolve("a").resolve(ResultsFile.NAME)))
                .isNotEmpty();
    }

    private List<RunRecord> run(ExperimentPlan plan) throws Exception {
        return new ExperimentRunner(TinyDataset.SOURCE, counting).run(plan).runs();
    }

    private ExperimentPlan.Builder plan(String out) {
        return new ExperimentPlan.Builder()
                .tasks(TinyDataset.PARITY, TinyDataset.ECHO)
                .cells("gru", "lstm")
                .seeds(2)
                .settings(SETTINGS)
                .out(directory.resolve(out));
    }

    private static void assertSameNumbers(RunRecord actual, RunRecord expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                // No number is no number.
                .withComparatorForType(Double::compare, Double.class)
                .ignoringFields("seconds", "secondsPerEpoch", "started", "environment.jobs")
                .ignoringFieldsMatchingRegexes("curve\\.seconds", "curve.*\\.seconds")
                .isEqualTo(expected);
    }
}
