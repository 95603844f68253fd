package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationTanH;

class CellTypeTest {

    @Test
    void idsAreLowerCaseAndHyphenated() {
        assertThat(Arrays.stream(CellType.values()).map(CellType::id))
                .containsExactly(
                        "gru",
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
    void theLstmIsDl4jsOwnWithForgetBiasOne() {
        var lstm = (LSTM) CellType.LSTM.layer(4);
        assertThat(lstm.getForgetGateBiasInit()).isEqualTo(1.0);
        assertThat(lstm.getActivationFn()).isInstanceOf(ActivationTanH.class);
    }
}
