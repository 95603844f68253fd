package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.networks.CellType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuitableSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {TinyDataset.PARITY, TinyDataset.ECHO, TinyDataset.COUNT})
    void trainTasksOfEveryKind(String name) {
        var data = new TinyDataset(name);
        RunSettings settings = SuitableSettings.of(data);
        assertThat(settings.embedding() > 0).isEqualTo(!name.equals(TinyDataset.ECHO));
        var quick = settings.toBuilder().maxEpochs(2).build();
        assertThat(quick.learningRate()).isEqualTo(settings.learningRate());
        RunRecord run = Training.of(new Run(data, CellType.GRU, 1, quick), EnvironmentProbe.probe(1), epoch -> {});
        assertThat(run.testMetric()).isFinite();
        assertThat(run.settings()).isEqualTo(quick);
    }

    @Test
    void refusesValuesOutOfRange() {
        var builder = Records.SETTINGS.toBuilder();
        assertThatThrownBy(() -> builder.dropout(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a dropout from 0 to below 1, found 1.0");
        assertThatThrownBy(() -> builder.l2(-1)).hasMessageContaining("l2");
        assertThatThrownBy(() -> builder.learningRate(0)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> builder.layers(0)).hasMessageContaining("layers");
    }
}
