package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EqualParametersTest {

    private static final RunSettings SETTINGS =
            Records.SETTINGS.toBuilder().hidden(24).build();

    static Stream<Arguments> networks() {
        return Stream.of(TinyDataset.PARITY, TinyDataset.ECHO, TinyDataset.COUNT)
                .flatMap(task -> Stream.of(CellType.values()).flatMap(cell -> Stream.of(1, 2)
                        .filter(layers -> TaskNetwork.refusal(new TinyDataset(task).task(), cell)
                                .isEmpty())
                        .map(layers -> Arguments.of(task, cell, layers))));
    }

    @ParameterizedTest(name = "{0} {1}, {2} layers")
    @MethodSource("networks")
    void parametersAreCountedAsDl4jCountsThem(String task, CellType cell, int layers) {
        var settings = SETTINGS.toBuilder().layers(layers).dropout(0.1).build();
        var data = new TinyDataset(task);
        MultiLayerNetwork network = TaskNetwork.of(new Run(data, cell, 1, settings));
        assertThat(TaskNetwork.params(data, cell, settings)).isEqualTo(network.numParams());
        network.close();
    }

    @ParameterizedTest(name = "{0} {1}, {2} layers")
    @MethodSource("networks")
    void noOtherWidthComesNearer(String task, CellType cell, int layers) {
        var data = new TinyDataset(task);
        for (long params : new long[] {1, 500, 2_001, 30_000}) {
            int width = EqualParameters.settings(
                            data, cell, SETTINGS.toBuilder().layers(layers).build(), params)
                    .hidden();
            long distance = distance(data, cell, layers, width, params);
            assertThat(distance).isLessThanOrEqualTo(distance(data, cell, layers, width + 1, params));
            if (width > 1) {
                assertThat(distance).isLessThan(distance(data, cell, layers, width - 1, params));
            }
        }
    }

    /** Among the others; equality at the lower neighbour would have chosen it. */
    private static long distance(SequenceDataset data, CellType cell, int layers, int width, long params) {
        return Math.abs(params
                - TaskNetwork.params(
                        data,
                        cell,
                        SETTINGS.toBuilder().layers(layers).hidden(width).build()));
    }

    /** GRU 3H(nIn+H+2), LSTM 4H(nIn+H+1), with 1 feature, and an output of H + 1. */
    @Test
    void anLstmIsNarrowerThanTheGruItIsMatchedTo() {
        var data = new TinyDataset(TinyDataset.ECHO);
        long params = TaskNetwork.params(data, CellType.GRU, SETTINGS);
        assertThat(params).isEqualTo(3 * 24 * (1 + 24 + 2) + 24 + 1);
        assertThat(EqualParameters.settings(data, CellType.LSTM, SETTINGS, params)
                        .hidden())
                .isEqualTo(21);
        assertThat(TaskNetwork.params(
                        data, CellType.LSTM, SETTINGS.toBuilder().hidden(21).build()))
                .isEqualTo(4 * 21 * (1 + 21 + 1) + 21 + 1);
    }

    @Test
    void ofTwoWidthsThatAreAsNearTheSmallerOneIsTaken() {
        var data = new TinyDataset(TinyDataset.ECHO);
        long at4 = TaskNetwork.params(
                data, CellType.SIMPLE_RNN, SETTINGS.toBuilder().hidden(4).build());
        long at5 = TaskNetwork.params(
                data, CellType.SIMPLE_RNN, SETTINGS.toBuilder().hidden(5).build());
        assertThat((at4 + at5) % 2).isZero();
        assertThat(EqualParameters.settings(data, CellType.SIMPLE_RNN, SETTINGS, (at4 + at5) / 2)
                        .hidden())
                .isEqualTo(4);
    }
}
