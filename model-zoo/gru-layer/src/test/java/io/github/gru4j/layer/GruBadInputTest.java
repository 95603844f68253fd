package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Bad use fails with DL4J's exception types; the message has the shapes and the layer's name. */
class GruBadInputTest {

    @Test
    void wrongWidth() {
        assertThatThrownBy(() -> network(RNNFormat.NCW).output(Nd4j.zeros(2, 5, 7)))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[batch, 3, time]")
                .hasMessageContaining("[2, 5, 7]")
                .hasMessageContaining("encoder");
    }

    @Test
    void formatMixedUp() {
        assertThatThrownBy(() -> network(RNNFormat.NWC).output(Nd4j.zeros(2, 3, 7)))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[batch, time, 3] (NWC)")
                .hasMessageContaining("[2, 3, 7]");
    }

    @Test
    void wrongRank() {
        assertThatThrownBy(() -> network(RNNFormat.NCW).output(Nd4j.zeros(2, 3)))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("encoder");
    }

    @Test
    void anotherBatchSizeWithoutClearingTheState() {
        var net = network(RNNFormat.NCW);
        net.rnnTimeStep(Nd4j.zeros(2, 3, 4));

        assertThatThrownBy(() -> net.rnnTimeStep(Nd4j.zeros(5, 3, 4)))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[5, 4]")
                .hasMessageContaining("[2, 4]")
                .hasMessageContaining("rnnClearPreviousState")
                .hasMessageContaining("encoder");
    }

    @Test
    void maskOfAnotherShape() {
        assertThatThrownBy(() -> network(RNNFormat.NCW).output(Nd4j.zeros(2, 3, 4), false, Nd4j.ones(2, 9), null))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[2, 4]")
                .hasMessageContaining("[2, 9]");
    }

    @Test
    void configurationThatCannotWork() {
        assertThatThrownBy(() -> new GRU.Builder().name("encoder").build())
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("encoder")
                .hasMessageContaining("nOut");
        assertThatThrownBy(() ->
                        new GRU.Builder().nOut(3).activation(Activation.RRELU).build())
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("step by step");
        assertThatThrownBy(() -> new GRU.Builder()
                        .nOut(3)
                        .hasBias(false)
                        .updateGateBiasInit(1)
                        .build())
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("hasBias");
    }

    @Test
    void defaultsThatDl4jDoesNotHandDown() {
        var gru = new GRU.Builder().nOut(3).build();

        assertThatThrownBy(() -> GruNetworks.lastStep(
                        new Bidirectional(new LastTimeStep(gru)), InputType.recurrent(3), 2, DataType.FLOAT))
                .isInstanceOf(DL4JInvalidConfigException.class)
                .hasMessageContaining("layer0")
                .hasMessageContaining("weightInit");
    }

    private static MultiLayerNetwork network(RNNFormat format) {
        return GruNetworks.perStep(
                new GRU.Builder().name("encoder").nOut(4).build(),
                InputType.recurrent(3, 7, format),
                2,
                DataType.FLOAT);
    }
}
