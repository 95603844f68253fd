package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.EmbeddedDatasets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExperimentTest {

    @Test
    @Tag("slow")
    void evenTheQuickSettingsBeatTheBaselines(@TempDir Path directory) throws Exception {
        ExperimentPlan plan = new ExperimentPlan.Builder()
                .tasks(EmbeddedDatasets.names())
                .seeds(1)
                .settings(EmbeddedSettings.QUICK)
                .out(directory)
                .build();
        var runs = new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {}).run(plan);
        assertThat(Summary.of(runs).rows()).hasSize(6).allSatisfy(row -> {
            if (row.higherIsBetter()) {
                assertThat(row.mean()).isGreaterThan(row.baseline() + 0.3);
            } else {
                assertThat(row.mean()).isLessThan(0.5 * row.baseline());
            }
        });
    }
}
