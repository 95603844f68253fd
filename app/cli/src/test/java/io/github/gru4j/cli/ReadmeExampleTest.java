package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.GRU;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The README's example; {@link ReadmeTest} holds the two together. */
class ReadmeExampleTest {

    @Test
    void trains() {
        // spotless:off
        // README: begin
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new GRU.Builder().nOut(32).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT).nOut(4).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.recurrent(8))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        INDArray output = network.output(Nd4j.rand(16, 8, 20)); // [batch, features, time] -> [16, 4, 20]
        // README: end
        // spotless:on

        assertThat(output.shape()).containsExactly(16, 4, 20);
    }
}
