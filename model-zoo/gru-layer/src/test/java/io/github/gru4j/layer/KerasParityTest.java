package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The outputs that Keras 3 publishes for its own GRU (values of {@code gru_test.py}): kernel 0.01, recurrent kernel 0.02, bias
 * 0.03, input arange(72) as [3, 6, 4], three units.
 */
class KerasParityTest {

    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest(name = "resetAfter={0}, hasBias={1}")
    @CsvSource({
        "true,  true,  0.5217289,  0.6371659, 0.39384964",
        "false, true,  0.51447755, 0.6426879, 0.40208298",
        "true,  false, 0.49988455, 0.64701194, 0.4103359"
    })
    void lastOutputEqualsKeras(boolean resetAfter, boolean hasBias, double first, double second, double third) {
        var net = constantNetwork(resetAfter, hasBias);
        var input = Nd4j.arange(72).reshape('c', 3, 6, 4);

        var output = net.output(input);

        double[] expected = {first, second, third};
        assertThat(output.shape()).containsExactly(3, 3);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                assertThat(output.getDouble(row, column)).isCloseTo(expected[row], within(TOLERANCE));
            }
        }
    }

    private static MultiLayerNetwork constantNetwork(boolean resetAfter, boolean hasBias) {
        var gru = new GRU.Builder()
                .nOut(3)
                .resetAfter(resetAfter)
                .hasBias(hasBias)
                .dataFormat(RNNFormat.NWC)
                .build();
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LastTimeStep(gru))
                .setInputType(InputType.recurrent(4, 6, RNNFormat.NWC))
                .build());
        net.init();
        var constants = Map.of("W", 0.01, "RW", 0.02, "b", 0.03, "rb", 0.03);
        net.getLayer(0).paramTable().forEach((key, array) -> array.assign(constants.get(key)));
        return net;
    }
}
