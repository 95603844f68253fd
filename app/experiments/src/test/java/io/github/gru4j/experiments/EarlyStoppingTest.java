package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    @Test
    void knowsTheBestEpoch() {
        var stopping = new EarlyStopping(2);
        double[] losses = {3, 1, 2, 1};
        boolean[] best = {true, true, false, false};
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            assertThat(stopping.exhausted()).isFalse();
            assertThat(stopping.epoch(losses[epoch - 1])).isEqualTo(best[epoch - 1]);
        }
        assertThat(stopping.exhausted()).isTrue();
        assertThat(stopping.bestEpoch()).isEqualTo(2);
    }

    @Test
    void knowsNothingBeforeTheFirstEpoch() {
        var stopping = new EarlyStopping(1);
        assertThat(stopping.bestEpoch()).isZero();
        assertThat(stopping.exhausted()).isFalse();
    }
}
