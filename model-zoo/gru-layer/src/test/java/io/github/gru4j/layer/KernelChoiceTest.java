package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.layer.kernel.onednn.OneDnn;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Which kernel a layer gets, and what its user is told. */
class KernelChoiceTest {

    private static final String FAST = "onednn";
    private static final String PORTABLE = "nd4j";

    @AfterEach
    void chooseFreely() {
        System.clearProperty(GruKernels.PROPERTY);
    }

    @Test
    void aDefaultNetworkRunsOnTheFastKernel() {
        FastKernel.require();

        assertThat(kernel(network(DataType.FLOAT, gru()))).isEqualTo(FAST);
        assertThat(GruKernels.choice()).isEqualTo(FAST);
    }

    @Test
    void aSavedAndAClonedNetworkRunOnItToo() {
        FastKernel.require();
        var net = network(DataType.FLOAT, gru());

        var read = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(
                net.getLayerWiseConfigurations().toJson()));
        read.init();

        assertThat(kernel(read)).isEqualTo(FAST);
        assertThat(kernel(net.clone())).isEqualTo(FAST);
    }

    static Stream<Arguments> whatTheFastKernelCannot() {
        return Stream.of(
                Arguments.of(DataType.DOUBLE, gru(), "DOUBLE"),
                Arguments.of(DataType.FLOAT16, gru(), "HALF"),
                Arguments.of(DataType.FLOAT, gru().activation(Activation.RELU), "relu"),
                Arguments.of(DataType.FLOAT, gru().gateActivationFunction(Activation.HARDSIGMOID), "hardsigmoid"),
                Arguments.of(DataType.FLOAT, gru().recurrentDropOut(0.8), "recurrent dropout"));
    }

    @ParameterizedTest
    @MethodSource("whatTheFastKernelCannot")
    void whatTheFastKernelCannotRunsOnThePortableOne(DataType type, GRU.Builder gru) {
        assertThat(kernel(network(type, gru))).isEqualTo(PORTABLE);
    }

    @ParameterizedTest
    @MethodSource("whatTheFastKernelCannot")
    void forcedWhereItCannotServeItIsAnErrorThatSaysWhy(DataType type, GRU.Builder gru, String reason) {
        System.setProperty(GruKernels.PROPERTY, FAST);

        // What a user sees of init(), unwrapped.
        assertThatThrownBy(() -> network(type, gru))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dgru4j.kernel=onednn cannot serve GRU 4 -> 5: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("@");
    }

    @Test
    void forcedInsideAWrapperItIsTheSameError() {
        System.setProperty(GruKernels.PROPERTY, FAST);
        var layer = new Bidirectional(gru().activation(Activation.RELU).build());

        assertThatThrownBy(() -> GruNetworks.perStep(layer, InputType.recurrent(4), 3, DataType.FLOAT))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dgru4j.kernel=onednn")
                .hasMessageContaining("relu");
    }

    @Test
    void forcedWhereItServesItServes() {
        FastKernel.require();
        System.setProperty(GruKernels.PROPERTY, FAST);

        assertThat(kernel(network(DataType.FLOAT, gru()))).isEqualTo(FAST);
        assertThat(GruKernels.reason()).contains("-Dgru4j.kernel");
    }

    @Test
    void thePortableOneCanBeForced() {
        System.setProperty(GruKernels.PROPERTY, PORTABLE);

        assertThat(kernel(network(DataType.FLOAT, gru()))).isEqualTo(PORTABLE);
        assertThat(GruKernels.reason()).contains("-Dgru4j.kernel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkl", "OneDNN", ""})
    void anUnknownNameIsAnErrorThatListsTheKnownOnes(String name) {
        System.setProperty(GruKernels.PROPERTY, name);

        assertThatThrownBy(() -> network(DataType.FLOAT, gru()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dgru4j.kernel=" + name + ": no such kernel; expected one of onednn, nd4j");
    }

    /** What is left out of the class path. */
    private enum Missing {
        EVERYTHING("(dnnl|opencl)-.*"),
        /** Easily forgotten: dnnl's natives link to OpenCL's loader. */
        NATIVES_OF_OPENCL("opencl-.*-[0-9.]+-.*"),
        NATIVES("(dnnl|opencl)-.*-[0-9.]+-.*");

        private final String jars;

        Missing(String jars) {
            this.jars = jars;
        }
    }

    @ParameterizedTest
    @EnumSource(Missing.class)
    void withoutItsJarsEverythingWorksAndOneLineSaysHowToGetIt(Missing missing) throws Exception {
        FastKernel.require();

        var result = new ChildJvm(SmallTraining.class)
                .without(missing.jars)
                .options("-Dorg.slf4j.simpleLogger.log.io.github.gru4j=info")
                .run();

        assertThat(result.exitCode()).as(result.log()).isZero();
        var lines = result.printed().lines().toList();
        assertThat(lines.get(0)).isEqualTo(PORTABLE);
        float[] here = SmallTraining.outputs();
        var there = lines.subList(1, lines.size());
        assertThat(there).hasSameSizeAs(here);
        for (int i = 0; i < here.length; i++) {
            assertThat(Float.parseFloat(there.get(i))).as("output %d", i).isCloseTo(here[i], within(1e-5f));
        }
        assertThat(result.log().lines().filter(line -> line.contains("dnnl")))
                .singleElement()
                .asString()
                .contains("GRU kernel: nd4j", OneDnn.HOW)
                // Without its natives its classes are there.
                .containsPattern(
                        "oneDNN (is missing [(].*(ClassNotFound|NoClassDef)|does not load [(].*UnsatisfiedLink)");
        assertThat(OneDnn.HOW).contains("org.bytedeco:dnnl:", "org.bytedeco:opencl:", "classifier");
    }

    @Test
    void forcedWithoutItsJarsItIsAnErrorThatSaysHowToGetIt() throws Exception {
        var result = new ChildJvm(SmallTraining.class)
                .without(Missing.EVERYTHING.jars)
                .options("-Dgru4j.kernel=onednn")
                .run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.log())
                .contains("java.lang.IllegalArgumentException: -Dgru4j.kernel=onednn cannot serve GRU 4 -> 16: "
                        + "oneDNN is missing")
                .contains(OneDnn.HOW);
    }

    /** Two GRUs over each other, trained a little; prints the kernel and the outputs. */
    static final class SmallTraining {

        private SmallTraining() {}

        public static void main(String[] args) {
            System.out.println(kernel(network()));
            for (float value : outputs()) {
                System.out.println(value);
            }
        }

        static float[] outputs() {
            var net = network();
            var random = new Random(5);
            var mask = GruNetworks.mask(random, DataType.FLOAT, 6, 7);
            var data = List.of(
                    new DataSet(
                            GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 6, 4, 7),
                            GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 6, 3, 7)),
                    new DataSet(
                            GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 6, 4, 7),
                            GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 6, 3, 7),
                            mask,
                            mask.dup()));
            for (int i = 0; i < 5; i++) {
                data.forEach(net::fit);
            }
            return net.output(data.get(0).getFeatures()).dup('c').data().asFloat();
        }

        private static MultiLayerNetwork network() {
            var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                    .updater(new Adam(0.01))
                    .list()
                    .layer(new GRU.Builder().nOut(16).build())
                    .layer(new GRU.Builder().nOut(16).resetAfter(false).build())
                    .layer(GruNetworks.softmax(3))
                    .setInputType(InputType.recurrent(4))
                    .build());
            net.init();
            return net;
        }
    }

    private static GRU.Builder gru() {
        return new GRU.Builder().nOut(5);
    }

    private static MultiLayerNetwork network(DataType type, GRU.Builder gru) {
        return GruNetworks.perStep(gru.build(), InputType.recurrent(4), 3, type);
    }

    private static String kernel(MultiLayerNetwork net) {
        return Arrays.stream(net.getLayers())
                .filter(GRULayer.class::isInstance)
                .map(layer -> ((GRULayer) layer).kernelName())
                .distinct()
                .reduce((a, b) -> a + " and " + b)
                .orElseThrow();
    }
}
