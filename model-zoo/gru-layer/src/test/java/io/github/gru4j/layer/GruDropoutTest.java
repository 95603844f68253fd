package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Dropout on the input and on the state. */
class GruDropoutTest {

    private static final int N_IN = 3;
    private static final int TIME = 5;
    /** Retains nothing, with certainty for any test of reasonable length. */
    private static final double RETAINS_NOTHING = 1e-9;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStateDroppedAltogetherIsNotSeenByTheGates(boolean resetAfter) {
        var dropped = network(gru(resetAfter).recurrentDropOut(RETAINS_NOTHING).build());
        var blind = network(gru(resetAfter).build());
        blind.setParams(dropped.params());
        blind.getParam("0_RW").assign(0.0);
        var input = input();

        // The update gate still keeps the state itself: with a zero RW the outputs agree, gradients too but for RW's
        // own.
        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        assertThat(dropped.getLayer(0).activate(input, true, workspaces))
                .isEqualTo(blind.getLayer(0).activate(input, true, workspaces));
        var epsilon = GruNetworks.random(new Random(9), DataType.FLOAT, 1.0, 2, 4, TIME);
        var actual = dropped.getLayer(0).backpropGradient(epsilon.dup(), workspaces);
        var expected = blind.getLayer(0).backpropGradient(epsilon.dup(), workspaces);
        assertThat(actual.getSecond()).isEqualTo(expected.getSecond());
        assertThat(actual.getFirst().getGradientFor("W"))
                .isEqualTo(expected.getFirst().getGradientFor("W"));
        assertThat(actual.getFirst().getGradientFor("RW").amaxNumber().doubleValue())
                .isZero();
    }

    @Test
    void inferenceDoesNotDrop() {
        var net = network(gru(true).recurrentDropOut(0.5).build());
        var plain = network(gru(true).build());
        plain.setParams(net.params());

        assertThat(net.output(input())).isEqualTo(plain.output(input()));
        assertThat(net.rnnTimeStep(input())).isEqualTo(plain.rnnTimeStep(input()));
    }

    @Test
    void everySequenceAndEveryPassHasAMaskOfItsOwn() {
        var net = network(gru(true).recurrentDropOut(0.5).build());
        var twins = input();
        twins.get(NDArrayIndex.point(1)).assign(twins.get(NDArrayIndex.point(0)));

        var first = net.getLayer(0).activate(twins, true, LayerWorkspaceMgr.noWorkspaces());
        var second = net.getLayer(0).activate(twins, true, LayerWorkspaceMgr.noWorkspaces());

        assertThat(first.get(NDArrayIndex.point(0))).isNotEqualTo(first.get(NDArrayIndex.point(1)));
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void trainsAndComesBackFromJsonInsideAWrapper() {
        var layer = new Bidirectional(gru(true)
                .recurrentDropOut(new GaussianDropout(0.3))
                .dropOut(0.8)
                .build());
        var net = GruNetworks.perStep(layer, InputType.recurrent(N_IN), 2, DataType.FLOAT);
        var before = net.params().dup();

        net.fit(new DataSet(input(), GruNetworks.stepLabels(new Random(1), DataType.FLOAT, RNNFormat.NCW, 2, 2, TIME)));

        assertThat(net.params()).isNotEqualTo(before);
        var configuration = net.getLayerWiseConfigurations();
        var read = MultiLayerConfiguration.fromJson(configuration.toJson());
        var gru = (GRU) ((Bidirectional) read.getConf(0).getLayer()).getBwd();
        assertThat(gru.getRecurrentDropOut()).isEqualTo(new GaussianDropout(0.3));
    }

    @ParameterizedTest
    @EnumSource(RNNFormat.class)
    void inputDropoutWorksInBothFormats(RNNFormat format) {
        var net = GruNetworks.perStep(
                gru(true).dropOut(0.5).build(), InputType.recurrent(N_IN, TIME, format), 2, DataType.FLOAT);
        var random = new Random(2);
        var input = GruNetworks.input(random, DataType.FLOAT, format, 2, N_IN, TIME);
        var workspaces = LayerWorkspaceMgr.noWorkspaces();

        net.getLayer(0).activate(input, true, workspaces);
        var seen = net.getLayer(0).input();
        var gradient = net.getLayer(0)
                .backpropGradient(GruNetworks.input(random, DataType.FLOAT, format, 2, 4, TIME), workspaces)
                .getSecond();

        // Where an input was dropped its gradient is zero, and nowhere else.
        assertThat(gradient.shape()).isEqualTo(input.shape());
        assertThat(gradient.neq(0)).isEqualTo(seen.neq(0));
    }

    @Test
    void dropoutThatIsNotAProductIsRefused() {
        assertThatThrownBy(
                        () -> gru(true).recurrentDropOut(new AlphaDropout(0.5)).build())
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("recurrentDropOut");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.5, 2.0, Double.NaN})
    void aProbabilityThatIsNoneIsRefused(double probability) {
        assertThatThrownBy(() -> gru(true).recurrentDropOut(probability))
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("at most 1");
    }

    private static GRU.Builder gru(boolean resetAfter) {
        return new GRU.Builder().nOut(4).resetAfter(resetAfter);
    }

    private static MultiLayerNetwork network(GRU gru) {
        return GruNetworks.perStep(gru, InputType.recurrent(N_IN), 2, DataType.FLOAT);
    }

    private static INDArray input() {
        return GruNetworks.input(new Random(4), DataType.FLOAT, RNNFormat.NCW, 2, N_IN, TIME);
    }
}
