package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.EmbeddedDatasets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExperimentTest {

    @Test
    @Tag("slow")
    void evenTheQuickSettingsBeatTheBaselines(@TempDir Path directory) throws Exception {
        assertThat(rows(1, EmbeddedSettings.QUICK, directory)).hasSize(6).allSatisfy(row -> {
            if (row.higherIsBetter()) {
                assertThat(row.mean()).isGreaterThan(row.baseline() + 0.3);
            } else {
                assertThat(row.mean()).isLessThan(0.5 * row.baseline());
            }
        });
    }

    @Test
    @Tag("slow")
    void theFullSettingsReachWhatIsPromised(@TempDir Path directory) throws Exception {
        assertThat(rows(3, EmbeddedSettings.FULL, directory)).hasSize(6).allSatisfy(row -> {
            switch (row.task()) {
                case "text" ->
                    assertThat(row.values()).allSatisfy(v -> assertThat(v).isGreaterThanOrEqualTo(0.60));
                case "digits" ->
                    assertThat(row.values()).allSatisfy(v -> assertThat(v).isGreaterThanOrEqualTo(0.95));
                case "series" -> {
                    assertThat(row.baselineName()).isEqualTo("last value");
                    assertThat(row.values()).allSatisfy(v -> assertThat(v).isLessThanOrEqualTo(0.5 * row.baseline()));
                }
                default -> throw new AssertionError("no promise is known for " + row.task());
            }
        });
    }

    private static List<SummaryRow> rows(int seeds, Map<String, RunSettings> settings, Path directory)
            throws Exception {
        ExperimentPlan plan = new ExperimentPlan.Builder()
                .tasks(EmbeddedDatasets.names())
                .cells("gru", "lstm")
                .seeds(seeds)
                .settings(settings)
                .out(directory)
                .build();
        return Summary.of(new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {}).run(plan))
                .rows();
    }
}
