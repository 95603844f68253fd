package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** At the edges there is a right answer or a clear error, and never NaN out of finite input. */
class GruExtremeInputTest {

    @ParameterizedTest
    @CsvSource({"true, 1e4", "false, 1e4", "true, -1e4", "true, 1e30"})
    void hugeValuesSaturate(boolean resetAfter, double value) {
        var net = network(new GRU.Builder().nOut(3).resetAfter(resetAfter).build(), 2);
        var input = Nd4j.valueArrayOf(new long[] {2, 2, 6}, value, DataType.FLOAT);
        var labels = GruNetworks.stepLabels(new Random(1), DataType.FLOAT, RNNFormat.NCW, 2, 2, 6);

        assertFinite(net.output(input));
        net.setInput(input);
        net.setLabels(labels);
        net.computeGradientAndScore();
        assertFinite(net.gradient().gradient());
    }

    @Test
    void fiveThousandSteps() {
        var net = network(new GRU.Builder().nOut(3).build(), 2);
        var random = new Random(2);
        var input = GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 1, 2, 5000);

        var whole = net.output(input);
        net.fit(new DataSet(input, GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 1, 2, 5000)));

        assertFinite(whole);
        assertFinite(net.params());
    }

    @Test
    void oneSequenceOfOneStepThroughOneUnit() {
        var net = network(new GRU.Builder().nOut(1).build(), 1);
        float x = 0.7f;
        var params = net.getLayer(0).paramTable();
        double z = sigmoid(x * params.get("W").getDouble(0, 0));
        double n = Math.tanh(x * params.get("W").getDouble(0, 2));

        var state = net.feedForward(Nd4j.createFromArray(x).reshape(1, 1, 1)).get(1);

        assertThat(state.getDouble(0)).isCloseTo((1 - z) * n, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void anExampleMaskedThroughoutGivesZeros() {
        var net = network(new GRU.Builder().nOut(3).build(), 2);
        var input = GruNetworks.input(new Random(3), DataType.FLOAT, RNNFormat.NCW, 2, 2, 4);
        var mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1}, {0, 0, 0, 0}});
        net.setLayerMaskArrays(mask, null);

        var states = net.feedForward(input).get(1);

        assertThat(states.get(org.nd4j.linalg.indexing.NDArrayIndex.point(1))
                        .sumNumber()
                        .doubleValue())
                .isZero();
        assertFinite(states);
    }

    @Test
    void anExampleMaskedThroughoutHasNoLastStep() {
        var net = GruNetworks.lastStep(
                new LastTimeStep(new GRU.Builder().nOut(3).build()), InputType.recurrent(2), 2, DataType.FLOAT);
        var input = GruNetworks.input(new Random(3), DataType.FLOAT, RNNFormat.NCW, 2, 2, 4);
        var mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1}, {0, 0, 0, 0}});

        // DL4J's own answer for LastTimeStep over any layer.
        assertThatThrownBy(() -> net.output(input, false, mask, null)).hasMessageContaining("mask");
    }

    @Test
    void anEmptyBatchIsRefused() {
        var net = network(new GRU.Builder().nOut(3).build(), 2);
        var empty = Nd4j.create(DataType.FLOAT, 0, 2, 4);

        // By DL4J itself in a network, by the layer when it is called alone.
        assertThatThrownBy(() -> net.output(empty)).hasMessageContaining("[0, 2, 4]");
        assertThatThrownBy(() -> net.getLayer(0).activate(empty, false, LayerWorkspaceMgr.noWorkspaces()))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[0, 2, 4]");
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void assertFinite(INDArray array) {
        assertThat(Arrays.stream(array.dup().data().asDouble()).allMatch(Double::isFinite))
                .isTrue();
    }

    private static MultiLayerNetwork network(GRU gru, int nIn) {
        return GruNetworks.perStep(gru, InputType.recurrent(nIn), 2, DataType.FLOAT);
    }
}
