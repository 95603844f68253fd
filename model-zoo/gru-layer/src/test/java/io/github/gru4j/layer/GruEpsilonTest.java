package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What comes back to the layer from outside: native code reads it by its address. */
class GruEpsilonTest {

    private static final int BATCH = 3;
    private static final int N_IN = 4;
    private static final int N_OUT = 5;
    private static final int TIME = 6;

    @Test
    void ofAnotherTypeIsConverted() {
        var epsilon = Nd4j.rand(DataType.FLOAT, BATCH, N_OUT, TIME);

        var expected = weightGradient(epsilon).dup();
        var found = weightGradient(epsilon.castTo(DataType.DOUBLE));

        assertThat(found.equalsWithEps(expected, 1e-6)).isTrue();
    }

    @Test
    void ofAnotherShapeIsRefused() {
        assertThatThrownBy(() -> weightGradient(Nd4j.rand(DataType.FLOAT, BATCH, N_OUT, TIME - 1)))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContaining("[3, 5, 6]")
                .hasMessageContaining("[3, 5, 5]");
    }

    private static INDArray weightGradient(INDArray epsilon) {
        Nd4j.getRandom().setSeed(1);
        MultiLayerNetwork network = GruNetworks.perStep(
                new GRU.Builder().nIn(N_IN).nOut(N_OUT).build(), InputType.recurrent(N_IN), 2, DataType.FLOAT);
        var layer = network.getLayer(0);
        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        layer.setInput(
                Nd4j.linspace(DataType.FLOAT, -1, 0.02, BATCH * N_IN * TIME).reshape(BATCH, N_IN, TIME), workspaces);
        network.setParams(Nd4j.linspace(DataType.FLOAT, -0.5, 0.005, network.numParams()));
        layer.activate(true, workspaces);
        return layer.backpropGradient(epsilon, workspaces)
                .getFirst()
                .getGradientFor(GRUParamInitializer.INPUT_WEIGHT_KEY);
    }
}
