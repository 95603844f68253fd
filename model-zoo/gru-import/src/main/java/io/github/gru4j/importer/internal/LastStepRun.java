package io.github.gru4j.importer.internal;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link LastStep}. */
final class LastStepRun extends WeightlessRun<LastStep> {

    private static final long serialVersionUID = 1L;

    /** Which step of each example, in the last pass; null if the last of all. */
    private int[] steps;

    LastStepRun(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        var last = TimeSeriesUtils.pullLastTimeSteps(input, maskArray, workspaceMgr, ArrayType.ACTIVATIONS);
        steps = last.getSecond();
        return last.getFirst();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray gradient = workspaceMgr.create(ArrayType.ACTIVATION_GRAD, epsilon.dataType(), input.shape(), 'f');
        gradient.assign(0);
        for (int i = 0; i < input.size(0); i++) {
            long step = steps == null ? input.size(2) - 1 : steps[i];
            gradient.get(point(i), all(), point(step)).assign(epsilon.getRow(i));
        }
        return new Pair<>(new DefaultGradient(), gradient);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState currentState, int batch) {
        setMaskArray(mask);
        return new Pair<>(null, currentState);
    }
}
