package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The outputs that Keras 3 publishes for its own GRU (the values of its {@code gru_test.py}): kernel 0.01, recurrent kernel 0.02,
 * bias 0.03, inputs that count from 0.
 */
class KerasParityTest {

    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest(name = "resetAfter={0}, hasBias={1}, goBackwards={2}")
    @CsvSource({
        "true,  true,  false, 0.5217289,  0.6371659, 0.39384964",
        "false, true,  false, 0.51447755, 0.6426879, 0.40208298",
        "true,  false, false, 0.49988455, 0.64701194, 0.4103359",
        "true,  true,  true,  0.24406259, 0.611516, 0.3928808"
    })
    void lastOutput(boolean resetAfter, boolean hasBias, boolean backwards, double first, double second, double third) {
        var gru = new GRU.Builder().nOut(3).resetAfter(resetAfter).hasBias(hasBias);
        var net = lastStep(gru, 4);
        var input = counting(3, 6, 4);

        var output = net.output(backwards ? reversed(input) : input);

        assertRows(output, new double[][] {{first, first, first}, {second, second, second}, {third, third, third}});
    }

    @Test
    void stateOverTwoBatches() {
        var net = perStep(new GRU.Builder().nOut(4), 4);
        var input = counting(2, 3, 4);
        double[][] expected = {
            {0.29542392, 0.29542392, 0.29542392, 0.29542392}, {0.5885018, 0.5885018, 0.5885018, 0.5885018}
        };

        net.rnnTimeStep(input);
        assertRows(step(net.rnnTimeStep(input), 2), expected);
        net.rnnClearPreviousState();
        net.rnnTimeStep(input);
        assertRows(step(net.rnnTimeStep(input), 2), expected);
    }

    @ParameterizedTest(name = "goBackwards={0}")
    @CsvSource({
        "false, 0.23774096, 0.33508456, 0.83659905, 1.0227708",
        "true,  0.13486053, 0.23261218, 0.78257304, 0.9691353"
    })
    void initialState(boolean backwards, double a, double b, double c, double d) {
        var net = perStep(new GRU.Builder().nOut(2), 3);
        var input = counting(2, 4, 3);
        net.rnnSetPreviousState(
                0, Map.of(GRULayer.STATE_KEY_PREV_ACTIVATION, Nd4j.arange(4).reshape(2, 2)));

        var output = net.rnnTimeStep(backwards ? reversed(input) : input);

        assertRows(step(output, 3), new double[][] {{a, b}, {c, d}});
    }

    @Test
    void maskWithGapsHoldsTheState() {
        var net = perStep(new GRU.Builder().nOut(2).maskMode(MaskMode.HOLD), 3);
        var mask = Nd4j.createFromArray(new float[][] {{1, 1, 0, 1}, {1, 0, 0, 1}});

        var output = net.output(counting(2, 4, 3), false, mask, null);

        double[][] byStep = {
            {0.03606692, 0.16051409}, {0.09497581, 0.16051409}, {0.09497581, 0.16051409}, {0.19393763, 0.30818558}
        };
        for (int t = 0; t < byStep.length; t++) {
            assertRows(step(output, t), new double[][] {{byStep[t][0], byStep[t][0]}, {byStep[t][1], byStep[t][1]}});
        }
    }

    @Test
    void maskWithGapsHoldsTheStateBackwards() {
        var net = perStep(new GRU.Builder().nOut(2).maskMode(MaskMode.HOLD), 3);
        var reversedMask = Nd4j.createFromArray(new float[][] {{1, 0, 1, 1}, {1, 0, 0, 1}});

        var output = net.output(reversed(counting(2, 4, 3)), false, reversedMask, null);

        assertRows(step(output, 3), new double[][] {{0.11669192, 0.11669192}, {0.28380975, 0.28380975}});
    }

    private static void assertRows(INDArray actual, double[][] expected) {
        assertThat(actual.shape()).containsExactly(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual.getRow(row).toDoubleVector())
                    .as("row %d", row)
                    .containsExactly(expected[row], within(TOLERANCE));
        }
    }

    /** 0, 1, 2, ... as [batch, time, size]. */
    private static INDArray counting(int batch, int time, int size) {
        return Nd4j.arange(batch * time * size).reshape('c', batch, time, size);
    }

    private static INDArray reversed(INDArray input) {
        var out = input.ulike();
        long time = input.size(1);
        for (long t = 0; t < time; t++) {
            step(out, t).assign(step(input, time - 1 - t));
        }
        return out;
    }

    private static INDArray step(INDArray output, long t) {
        return output.get(NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all());
    }

    private static MultiLayerNetwork lastStep(GRU.Builder gru, int nIn) {
        return constants(new LastTimeStep(gru.dataFormat(RNNFormat.NWC).build()), nIn);
    }

    private static MultiLayerNetwork perStep(GRU.Builder gru, int nIn) {
        return constants(gru.dataFormat(RNNFormat.NWC).build(), nIn);
    }

    private static MultiLayerNetwork constants(Layer layer, int nIn) {
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .setInputType(InputType.recurrent(nIn, -1, RNNFormat.NWC))
                .build());
        net.init();
        var constants = Map.of("W", 0.01, "RW", 0.02, "b", 0.03, "rb", 0.03);
        net.getLayer(0).paramTable().forEach((key, array) -> array.assign(constants.get(key)));
        return net;
    }
}
