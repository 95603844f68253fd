package io.github.gru4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsLabel(Metric metric) {
        assertThat(Metric.labelled(metric.label())).isSameAs(metric);
    }

    @Test
    void anErrorIsBetterWhenSmaller() {
        assertThat(Metric.ACCURACY.higherIsBetter()).isTrue();
        assertThat(Metric.RMSE.higherIsBetter()).isFalse();
    }

    @Test
    void unknownLabelListsTheValidOnes() {
        assertThatThrownBy(() -> Metric.labelled("f1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no metric 'f1'; the metrics are accuracy, rmse, mse, mae, bits per token, "
                        + "nats per step, accuracy per step.");
    }
}
