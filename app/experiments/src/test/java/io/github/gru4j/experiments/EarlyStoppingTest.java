package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EarlyStoppingTest {

    @Test
    void keepsTheWeightsOfTheBestEpoch() {
        var stopping = new EarlyStopping(2);
        INDArray weights = Nd4j.scalar(0.0);
        double[] losses = {3, 1, 2, 1};
        for (int epoch = 1; epoch <= losses.length; epoch++) {
            assertThat(stopping.exhausted()).isFalse();
            // The network trains on in the same array.
            weights.assign(epoch);
            stopping.epoch(losses[epoch - 1], weights);
        }
        assertThat(stopping.exhausted()).isTrue();
        assertThat(stopping.bestEpoch()).isEqualTo(2);
        assertThat(stopping.best().getDouble(0)).isEqualTo(2.0);
    }

    @Test
    void knowsNothingBeforeTheFirstEpoch() {
        var stopping = new EarlyStopping(1);
        assertThat(stopping.bestEpoch()).isZero();
        assertThat(stopping.exhausted()).isFalse();
    }
}
