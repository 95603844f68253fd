package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.kernel.GruKernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** The fast kernel keeps packed weights between calls: whoever changes a parameter, and wherever, the next output is of that. */
class KernelParametersTest {

    private static final int N_IN = 6;

    private final Random random = new Random(17);
    private final INDArray input = input(3, 5);

    @BeforeAll
    static void requireTheFastKernel() {
        FastKernel.require();
    }

    private static final Map<String, Consumer<MultiLayerNetwork>> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("params().addi", net -> net.params().addi(0.01));
        CHANGES.put("setParams", net -> net.setParams(net.params().mul(0.9)));
        CHANGES.put("one element of W", net -> add(net, "W", 0));
        CHANGES.put("one element of RW", net -> add(net, "RW", 77));
        CHANGES.put("one element of b", net -> add(net, "b", 3));
        CHANGES.put("one element of rb", net -> add(net, "rb", 20));
        CHANGES.put("setParam", net -> net.setParam("0_RW", net.getParam("0_RW").neg()));
        CHANGES.put("the layer's setParam", net -> net.getLayer(0)
                .setParam("W", net.getLayer(0).getParam("W").mul(2)));
        CHANGES.put("fit", net -> net.fit(batch(new Random(18))));
    }

    private static void add(MultiLayerNetwork net, String key, long element) {
        var parameter = net.getLayer(0).getParam(key);
        parameter.putScalar(element, parameter.getFloat(element) + 0.5f);
    }

    private static Stream<String> changes() {
        return CHANGES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theOutputFollowsAChangeAndStaysWithoutOne(String change) {
        var net = network();
        var before = net.output(input);
        net.output(input(7, 2));
        assertThat(bits(net.output(input))).isEqualTo(bits(before));

        CHANGES.get(change).accept(net);

        var after = net.output(input);
        assertThat(Differences.largest(after, portable(net).output(input))).isLessThan(1e-6);
        assertThat(Differences.largest(after, before)).isGreaterThan(1e-4);
        assertThat(bits(net.output(input))).isEqualTo(bits(after));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void soDoesTheOutputOfSteps(String change) {
        var net = network();
        var step = input(3, 1);
        net.rnnTimeStep(step);

        CHANGES.get(change).accept(net);
        net.rnnClearPreviousState();

        assertThat(Differences.largest(net.rnnTimeStep(step), portable(net).rnnTimeStep(step)))
                .isLessThan(1e-6);
    }

    @Test
    void parametersThatComeBackGiveTheOutputThatTheyGave() {
        var net = network();
        var parameters = net.params().dup();
        var before = net.output(input);

        net.params().muli(3);
        net.output(input);
        net.setParams(parameters);

        assertThat(bits(net.output(input))).isEqualTo(bits(before));
    }

    @Test
    void aCloneAndItsOriginalHaveParametersOfTheirOwn() {
        var net = network();
        var before = net.output(input);
        var clone = net.clone();

        clone.params().addi(0.1);
        clone.output(input);

        assertThat(bits(net.output(input))).isEqualTo(bits(before));
        assertThat(Differences.largest(clone.output(input), before)).isGreaterThan(1e-4);
    }

    /** The same parameters on the portable kernel. */
    private static MultiLayerNetwork portable(MultiLayerNetwork net) {
        System.setProperty(GruKernels.PROPERTY, "nd4j");
        try {
            var portable = network();
            portable.setParams(net.params());
            return portable;
        } finally {
            System.clearProperty(GruKernels.PROPERTY);
        }
    }

    private static MultiLayerNetwork network() {
        var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                .updater(new Adam(0.05))
                .list()
                .layer(new GRU.Builder().nOut(8).build())
                .layer(GruNetworks.softmax(3))
                .setInputType(InputType.recurrent(N_IN))
                .build());
        net.init();
        return net;
    }

    private INDArray input(int batch, int time) {
        return GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, batch, N_IN, time);
    }

    private static DataSet batch(Random random) {
        return new DataSet(
                GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 4, N_IN, 5),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 4, 3, 5));
    }

    /** INDArray.equals forgives small differences. */
    private static float[] bits(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
