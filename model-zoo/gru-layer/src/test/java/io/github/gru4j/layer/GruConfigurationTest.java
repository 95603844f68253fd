package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Defaults, parameters and what the builder promises. */
class GruConfigurationTest {

    private static final int N_IN = 28;
    private static final int N_OUT = 128;

    @Test
    void activationsDoNotFollowTheNetworkWideDefault() {
        var configuration = new NeuralNetConfiguration.Builder()
                .activation(Activation.RELU)
                .list()
                .layer(new GRU.Builder().nOut(4).build())
                .setInputType(InputType.recurrent(3))
                .build();

        var gru = (GRU) configuration.getConf(0).getLayer();
        assertThat(gru.getActivationFn()).isEqualTo(new ActivationTanH());
        assertThat(gru.getGateActivationFn()).isEqualTo(new ActivationSigmoid());
    }

    @Test
    void parametersHaveTheDocumentedShapes() {
        var after = network(new GRU.Builder().nOut(N_OUT).build());
        assertThat(after.getLayer(0).paramTable().keySet()).containsExactly("W", "RW", "b", "rb");
        assertThat(after.getParam("0_W").shape()).containsExactly(N_IN, 3 * N_OUT);
        assertThat(after.getParam("0_RW").shape()).containsExactly(N_OUT, 3 * N_OUT);
        assertThat(after.getParam("0_b").shape()).containsExactly(1, 3 * N_OUT);
        assertThat(after.getParam("0_rb").shape()).containsExactly(1, 3 * N_OUT);
        assertThat(after.getLayer(0).numParams()).isEqualTo(60_672);

        var before = network(new GRU.Builder().nOut(N_OUT).resetAfter(false).build());
        assertThat(before.getLayer(0).paramTable().keySet()).containsExactly("W", "RW", "b");
        assertThat(before.getLayer(0).numParams()).isEqualTo(3L * N_OUT * (N_IN + N_OUT + 1));

        var noBias = network(new GRU.Builder().nOut(N_OUT).hasBias(false).build());
        assertThat(noBias.getLayer(0).paramTable().keySet()).containsExactly("W", "RW");
    }

    @Test
    void weightsStartFromTheFanRuleOfDl4jsLstm() {
        // XAVIER draws with variance 2 / (fanIn + fanOut); fanIn = H and fanOut = nIn + H for both matrices.
        var net = network(new GRU.Builder()
                .nOut(N_OUT)
                .weightInit(WeightInit.XAVIER)
                .updateGateBiasInit(1.0)
                .build());

        double expected = Math.sqrt(2.0 / (N_OUT + N_IN + N_OUT));
        for (var key : List.of("0_W", "0_RW")) {
            assertThat(net.getParam(key).stdNumber().doubleValue() / expected).isBetween(0.95, 1.05);
        }
        var bias = net.getParam("0_b");
        assertThat(bias.get(NDArrayIndex.all(), NDArrayIndex.interval(0, N_OUT))
                        .meanNumber()
                        .doubleValue())
                .isEqualTo(1.0);
        assertThat(bias.sumNumber().doubleValue()).isEqualTo(N_OUT);
        assertThat(net.getParam("0_rb").sumNumber().doubleValue()).isZero();
    }

    @Test
    void recurrentWeightsHaveTheirOwnInitialisation() {
        var net = network(new GRU.Builder()
                .nOut(4)
                .weightInit(WeightInit.ONES)
                .weightInitRecurrent(WeightInit.ZERO)
                .build());

        assertThat(net.getParam("0_W").minNumber().doubleValue()).isEqualTo(1.0);
        assertThat(net.getParam("0_RW").amaxNumber().doubleValue()).isZero();
    }

    @Test
    void constraintsReachTheParametersTheyName() {
        var gru = new GRU.Builder()
                .nOut(4)
                .constrainInputWeights(new NonNegativeConstraint())
                .constrainRecurrent(new MaxNormConstraint(0.1, 0))
                .build();
        var net = network(gru);

        net.getLayer(0).applyConstraints(0, 0);

        assertThat(net.getParam("0_W").minNumber().doubleValue()).isNotNegative();
        assertThat(net.getParam("0_RW").minNumber().doubleValue()).isNegative();
        assertThat(net.getParam("0_RW").norm2(0).maxNumber().doubleValue()).isLessThan(0.1 + 1e-4);
    }

    @Test
    void generalConstraintsReachAllParametersWeightsOrBiases() {
        for (var builder : List.of(
                new GRU.Builder().constrainBias(new NonNegativeConstraint()),
                new GRU.Builder().constrainAllParameters(new NonNegativeConstraint()),
                new GRU.Builder().constrainWeights(new NonNegativeConstraint()))) {
            var net = network(builder.nOut(4).build());
            var params = net.getLayer(0).paramTable();
            params.values().forEach(p -> p.assign(-1.0));

            net.getLayer(0).applyConstraints(0, 0);

            var named =
                    net.getLayer(0).conf().getLayer().getConstraints().get(0).getParams();
            params.forEach((key, p) ->
                    assertThat(p.minNumber().doubleValue()).as(key).isEqualTo(named.contains(key) ? 0.0 : -1.0));
            assertThat(named).isNotEmpty();
        }
    }

    @Test
    void memoryReportCountsParametersAndSteps() {
        var gru = new GRU.Builder().nIn(N_IN).nOut(N_OUT).build();

        var shorter = gru.getMemoryReport(InputType.recurrent(N_IN, 50));
        var longer = gru.getMemoryReport(InputType.recurrent(N_IN, 100));

        assertThat(shorter.getParameterSize()).isEqualTo(60_672);
        long perExample = shorter.getWorkingMemoryVariableTrain().get(CacheMode.NONE);
        // For 50 steps: what the fast kernel keeps, and the input with its gradient.
        assertThat(longer.getWorkingMemoryVariableTrain().get(CacheMode.NONE) - perExample)
                .isEqualTo(50L * (15 * N_OUT + 2 * N_IN));
        assertThat(new Bidirectional(gru).getMemoryReport(InputType.recurrent(N_IN, 50)))
                .isNotNull();
    }

    private static MultiLayerNetwork network(GRU gru) {
        return GruNetworks.perStep(gru, InputType.recurrent(N_IN), 2, DataType.FLOAT);
    }
}
