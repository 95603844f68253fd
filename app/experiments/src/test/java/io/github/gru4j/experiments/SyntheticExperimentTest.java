package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticExperimentTest {

    @Test
    @Tag("slow")
    void theGruSolvesTheAddingProblem(@TempDir Path directory) throws Exception {
        assertThat(runs("adding-100", 3, directory)).hasSize(3).allSatisfy(run -> {
            assertThat(StepsTo.of(run, 0.01).orElseThrow()).isLessThanOrEqualTo(1_500);
            assertThat(run.testMetric()).isLessThan(0.01);
        });
    }

    @Test
    @Tag("slow")
    void theGruRemembersMoreThanNothing(@TempDir Path directory) throws Exception {
        assertThat(runs("copy-20", 1, directory)).hasSize(1).allSatisfy(run -> assertThat(run.testMetric())
                .isLessThan(0.95 * run.task().baselines().get(0).value()));
    }

    private static List<RunRecord> runs(String task, int seeds, Path directory) throws Exception {
        ExperimentPlan plan = new ExperimentPlan.Builder()
                .tasks(task)
                .cells("gru")
                .seeds(seeds)
                .settings(Map.of(task, EmbeddedSettings.of(task, false)))
                .out(directory)
                .build();
        return new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {})
                .run(plan)
                .runs();
    }
}
