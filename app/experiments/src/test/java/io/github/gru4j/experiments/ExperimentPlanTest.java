package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.networks.CellType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentPlanTest {

    @Test
    void comparesGruWithLstmOverThreeSeedsUnlessTold() {
        ExperimentPlan plan = digits().build();
        assertThat(plan.cells()).containsExactly(CellType.GRU, CellType.LSTM);
        assertThat(plan.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(plan.jobs()).isBetween(1, 4);
    }

    @Test
    void namesTwiceCountOnce() {
        ExperimentPlan plan = digits().tasks("digits", "digits")
                .cells("lstm", "gru", "lstm")
                .seeds(List.of(4L, 4L))
                .build();
        assertThat(plan.tasks()).containsExactly("digits");
        assertThat(plan.cells()).containsExactly(CellType.LSTM, CellType.GRU);
        assertThat(plan.seeds()).containsExactly(4L);
    }

    @Test
    void listsTheCellsThatThereAre() {
        assertThatThrownBy(() -> digits().cells("gru", "grue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unknown cell \"grue\"; valid are: gru, gru-reset-before, gru-update-bias-1, lstm, ");
    }

    @Test
    void refusesEmptyPlans() {
        assertThatThrownBy(() -> digits().seeds(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least one seed, found 0");
        assertThatThrownBy(() -> digits().cells(List.of()).build()).hasMessageContaining("cell");
        assertThatThrownBy(() -> digits().tasks(List.of()).build()).hasMessageContaining("task");
        assertThatThrownBy(() -> digits().jobs(0).build()).hasMessageContaining("job");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new ExperimentPlan.Builder().tasks("digits").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("settings");
        assertThatThrownBy(() -> digits().out(null).build()).hasMessageContaining("out");
    }

    @Test
    void everyEmbeddedTaskHasSettings() {
        assertThat(EmbeddedSettings.FULL).containsOnlyKeys(EmbeddedDatasets.names());
        assertThat(EmbeddedSettings.QUICK).containsOnlyKeys(EmbeddedDatasets.names());
        for (String name : EmbeddedDatasets.names()) {
            assertThat(EmbeddedSettings.of(name, false)).isEqualTo(EmbeddedSettings.FULL.get(name));
            assertThat(EmbeddedSettings.of(name, true)).isEqualTo(EmbeddedSettings.QUICK.get(name));
        }
    }

    @Test
    void tasksWithANumberHaveSettingsToo() {
        RunSettings full = EmbeddedSettings.of("adding-100", false);
        assertThat(full.hidden()).isEqualTo(64);
        assertThat(full.learningRate()).isEqualTo(2e-3);
        assertThat(full.batchSize()).isEqualTo(64);
        assertThat(full.clipNorm()).isEqualTo(1);
        assertThat(full.maxEpochs()).isEqualTo(15);
        assertThat(full.patience()).as("the plateau at the beginning").isEqualTo(full.maxEpochs());
        assertThat(EmbeddedSettings.isQuick("copy-20", full)).isFalse();
        assertThat(EmbeddedSettings.isQuick("copy-20", EmbeddedSettings.of("copy-20", true)))
                .isTrue();
        assertThat(EmbeddedSettings.isQuick("prices", full)).isFalse();
        assertThatThrownBy(() -> EmbeddedSettings.of("adding-5", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adding-5: expected a length from 10 to 2000, as in adding-100");
    }

    private static ExperimentPlan.Builder digits() {
        return new ExperimentPlan.Builder()
                .tasks("digits")
                .settings(EmbeddedSettings.QUICK)
                .out(Path.of("out"));
    }
}
