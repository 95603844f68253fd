package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.GRU;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CellTypeTest {

    @Test
    void idsAreLowerCaseAndHyphenated() {
        assertThat(Arrays.stream(CellType.values()).map(CellType::id))
                .containsExactly(
                        "gru",
                        "gru-reset-before",
                        "gru-update-bias-1",
                        "lstm",
                        "simple-rnn",
                        "bidirectional-gru",
                        "bidirectional-lstm",
                        "bidirectional-simple-rnn");
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsId(CellType cell) {
        assertThat(CellType.of(cell.id())).contains(cell);
        assertThat(CellType.of(cell.name() + "?")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bidirectionalCellsAreTwiceAsWide(CellType cell) {
        assertThat(cell.outputSize(5)).isEqualTo(cell.id().startsWith("bidirectional-") ? 10 : 5);
    }

    @Test
    void theFormsOfTheGruDifferInOneThingEach() {
        var gru = (GRU) CellType.GRU.layer(4);
        var before = (GRU) CellType.GRU_RESET_BEFORE.layer(4);
        var bias = (GRU) CellType.GRU_UPDATE_BIAS_1.layer(4);
        assertThat(gru.isResetAfter()).isTrue();
        assertThat(gru.getUpdateGateBiasInit()).isZero();
        assertThat(before).isEqualTo(new GRU.Builder().nOut(4).resetAfter(false).build());
        assertThat(bias)
                .isEqualTo(new GRU.Builder().nOut(4).updateGateBiasInit(1).build());
        assertThat(List.of(gru, before, bias)).doesNotHaveDuplicates();
    }

    /** The sign of z is a matter of convention: this says that a bias of 1 keeps more of the state, and not less. */
    @Test
    void anUpdateBiasOf1KeepsTheStateLonger() {
        assertThat(kept(CellType.GRU_UPDATE_BIAS_1)).isGreaterThan(2 * kept(CellType.GRU));
    }

    /** The share of a difference in the first of six steps that is left after the last one. */
    private static double kept(CellType cell) {
        MultiLayerNetwork network = new SequenceForecaster.Builder()
                .features(2)
                .cell(cell)
                .hidden(16)
                .layers(2)
                .outputs(1)
                .build()
                .init();
        INDArray features = Nd4j.zeros(2, 2, 6);
        features.putScalar(0, 0, 0, 1);
        features.putScalar(1, 0, 0, -1);
        INDArray states = network.feedForward(features).get(1);
        INDArray difference = states.get(NDArrayIndex.point(0)).sub(states.get(NDArrayIndex.point(1)));
        return difference.getColumn(5).norm2Number().doubleValue()
                / difference.getColumn(0).norm2Number().doubleValue();
    }

    @Test
    void theLstmIsDl4jsOwnWithForgetBiasOne() {
        var lstm = (LSTM) CellType.LSTM.layer(4);
        assertThat(lstm.getForgetGateBiasInit()).isEqualTo(1.0);
        assertThat(lstm.getActivationFn()).isInstanceOf(ActivationTanH.class);
    }
}
