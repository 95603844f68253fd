package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** What is written and read again is the same network, bit for bit. */
class GruSerializationTest {

    private static final int N_IN = 3;

    @TempDir
    private Path folder;

    private static Stream<Layer> layers() {
        return Stream.of(
                gru(),
                new Bidirectional(Bidirectional.Mode.CONCAT, gru()),
                new Bidirectional(Bidirectional.Mode.ADD, gru()),
                new Bidirectional(Bidirectional.Mode.MUL, gru()),
                new Bidirectional(Bidirectional.Mode.AVERAGE, gru()),
                new MaskZeroLayer.Builder()
                        .setUnderlying(gru())
                        .setMaskValue(0.0)
                        .build(),
                new FrozenLayer.Builder().layer(gru()).build(),
                new FrozenLayerWithBackprop(gru()),
                new LastTimeStep(gru()),
                new LastTimeStep(new MaskZeroLayer.Builder()
                        .setUnderlying(gru())
                        .setMaskValue(0.0)
                        .build()),
                new LastTimeStep(new Bidirectional(gru())),
                new BidirectionalLastStep(new Bidirectional(gru())));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void jsonAndYamlKeepTheConfiguration(Layer layer) {
        var configuration = network(layer).getLayerWiseConfigurations();

        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
        assertThat(MultiLayerConfiguration.fromYaml(configuration.toYaml())).isEqualTo(configuration);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void modelFileKeepsTheOutputs(Layer layer) throws Exception {
        var net = network(layer);
        var file = folder.resolve("model.zip").toFile();

        ModelSerializer.writeModel(net, file, true);
        var read = ModelSerializer.restoreMultiLayerNetwork(file);

        var input = GruNetworks.input(new Random(6), DataType.FLOAT, RNNFormat.NCW, 4, N_IN, 7);
        assertThat(read.output(input)).isEqualTo(net.output(input));
    }

    @Test
    void everyOptionSurvives() {
        var configuration = GruNetworks.lastStep(
                        new LastTimeStep(new GRU.Builder()
                                .nOut(4)
                                .resetAfter(false)
                                .hasBias(false)
                                .gateActivationFunction(Activation.HARDSIGMOID)
                                .activation(Activation.SOFTSIGN)
                                .maskMode(MaskMode.HOLD)
                                .recurrentDropOut(0.7)
                                .dataFormat(RNNFormat.NWC)
                                .build()),
                        InputType.recurrent(N_IN, 5, RNNFormat.NWC),
                        2,
                        DataType.FLOAT)
                .getLayerWiseConfigurations();

        var read = MultiLayerConfiguration.fromJson(configuration.toJson());

        var gru = (GRU) ((LastTimeStep) read.getConf(0).getLayer()).getUnderlying();
        assertThat(gru.isResetAfter()).isFalse();
        assertThat(gru.isHasBias()).isFalse();
        assertThat(gru.getGateActivationFn()).isEqualTo(Activation.HARDSIGMOID.getActivationFunction());
        assertThat(gru.getActivationFn()).isEqualTo(Activation.SOFTSIGN.getActivationFunction());
        assertThat(gru.getMaskMode()).isEqualTo(MaskMode.HOLD);
        assertThat(gru.getRnnDataFormat()).isEqualTo(RNNFormat.NWC);
        assertThat(gru.getRecurrentDropOut()).isEqualTo(new Dropout(0.7));
    }

    @Test
    void theUpdateGatesBiasSurvives() {
        var configuration = network(gru()).getLayerWiseConfigurations();

        var read = MultiLayerConfiguration.fromJson(configuration.toJson());

        assertThat(((GRU) read.getConf(0).getLayer()).getUpdateGateBiasInit()).isEqualTo(1.0);
    }

    private static GRU gru() {
        return new GRU.Builder().nOut(4).updateGateBiasInit(1.0).build();
    }

    private static MultiLayerNetwork network(Layer layer) {
        var type = InputType.recurrent(N_IN);
        boolean ends = layer instanceof LastTimeStep || layer instanceof BidirectionalLastStep;
        return ends
                ? GruNetworks.lastStep(layer, type, 2, DataType.FLOAT)
                : GruNetworks.perStep(layer, type, 2, DataType.FLOAT);
    }
}
