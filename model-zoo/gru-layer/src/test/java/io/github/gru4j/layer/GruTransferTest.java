package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Freezing, replacing and fine-tuning, as with any DL4J layer. */
class GruTransferTest {

    private static final int N_IN = 3;
    private static final int TIME = 5;

    @Test
    void aFrozenGruStaysAsItIs() {
        var net = new TransferLearning.Builder(twoGrus())
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .setFeatureExtractor(0)
                .build();
        var frozen = net.getLayer(0).params().dup();
        var trained = net.getLayer(1).params().dup();

        net.fit(batch(2));

        assertThat(net.getLayer(0).params()).isEqualTo(frozen);
        assertThat(net.getLayer(1).params()).isNotEqualTo(trained);
    }

    @Test
    void aNewOutputAndAWiderGruTakeTheOldNetworksPlace() {
        var net = new TransferLearning.Builder(twoGrus())
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .nOutReplace(1, 7, WeightInit.XAVIER)
                .removeOutputLayer()
                .addLayer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(7)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();

        assertThat(net.getParam("1_RW").shape()).containsExactly(7, 21);
        net.fit(batch(4));
        assertThat(net.output(batch(4).getFeatures()).shape()).containsExactly(2, 4, TIME);
    }

    @Test
    void frozenLayersPassTheGradientOnOrStopIt() {
        for (var frozen : new org.deeplearning4j.nn.conf.layers.Layer[] {
            new FrozenLayer.Builder().layer(gru()).build(), new FrozenLayerWithBackprop(gru())
        }) {
            var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                    .updater(new Sgd(0.1))
                    .list()
                    .layer(gru())
                    .layer(frozen)
                    .layer(output(2))
                    .setInputType(InputType.recurrent(N_IN))
                    .build());
            net.init();
            var below = net.getLayer(0).params().dup();
            var inside = net.getLayer(1).params().dup();

            net.fit(batch(2));

            assertThat(net.getLayer(1).params()).isEqualTo(inside);
            assertThat(net.getLayer(0).params().equals(below))
                    .as("stopped by %s", frozen.getClass().getSimpleName())
                    .isEqualTo(frozen instanceof FrozenLayer);
        }
    }

    private static GRU gru() {
        return new GRU.Builder().nOut(5).build();
    }

    private static RnnOutputLayer output(int classes) {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork twoGrus() {
        var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                .updater(new Sgd(0.1))
                .list()
                .layer(gru())
                .layer(gru())
                .layer(output(2))
                .setInputType(InputType.recurrent(N_IN))
                .build());
        net.init();
        return net;
    }

    private static DataSet batch(int classes) {
        var random = new Random(3);
        INDArray input = GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 2, N_IN, TIME);
        return new DataSet(input, GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 2, classes, TIME));
    }
}
