package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.internal.WeightlessRun;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link FixedLayer}. */
final class FixedLayerRun extends WeightlessRun<FixedLayer> {

    private static final long serialVersionUID = 1L;

    FixedLayerRun(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        return workspaceMgr.dup(
                ArrayType.ACTIVATIONS, layerConf().forward(input).castTo(dataType));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray gradient =
                workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, layerConf().backward(input, epsilon));
        return new Pair<>(new DefaultGradient(), gradient);
    }
}
