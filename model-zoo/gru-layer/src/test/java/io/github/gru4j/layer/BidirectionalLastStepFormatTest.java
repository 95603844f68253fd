package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The end states of both directions are the same numbers in both formats, also where width and length could be mixed up. */
class BidirectionalLastStepFormatTest {

    private static final int BATCH = 4;
    private static final int N_IN = 3;
    private static final int TIME = 6;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bothFormatsGiveTheSame(int nOut) {
        var ncw = network(nOut, RNNFormat.NCW);
        var nwc = network(nOut, RNNFormat.NWC);
        nwc.setParams(ncw.params());
        var random = new Random(1);
        var input = GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, BATCH, N_IN, TIME);
        var turned = input.permute(0, 2, 1).dup('c');
        var mask = GruNetworks.mask(random, DataType.FLOAT, BATCH, TIME);

        assertThat(nwc.output(turned, false, mask, null)).isEqualTo(ncw.output(input, false, mask, null));

        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        ncw.getLayer(0).activate(input, true, workspaces);
        nwc.getLayer(0).activate(turned, true, workspaces);
        var epsilon = GruNetworks.random(random, DataType.FLOAT, 1.0, BATCH, 2L * nOut);
        assertThat(nwc.getLayer(0)
                        .backpropGradient(epsilon.dup(), workspaces)
                        .getSecond()
                        .permute(0, 2, 1))
                .isEqualTo(ncw.getLayer(0)
                        .backpropGradient(epsilon.dup(), workspaces)
                        .getSecond());
    }

    private static MultiLayerNetwork network(int nOut, RNNFormat format) {
        var gru = new GRU.Builder().nOut(nOut).dataFormat(format).build();
        return GruNetworks.lastStep(
                new BidirectionalLastStep(new Bidirectional(gru)),
                InputType.recurrent(N_IN, TIME, format),
                2,
                DataType.FLOAT);
    }
}
