package io.github.gru4j.importer.keras;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs {@link WithMask}. */
final class WithMaskRun extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    WithMaskRun(Layer underlying) {
        super(underlying);
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        long size = input.size(1) - 1;
        INDArray mask = input.get(all(), point(size), all()).reshape(input.size(0), input.size(2));
        // Outside of workspaces: the layer keeps it until the backward pass.
        underlying.setMaskArray(mask.dup('c').detach());
        underlying.setInput(workspaceMgr.dup(ArrayType.INPUT, input.get(all(), interval(0, size), all())), workspaceMgr);
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return underlying.activate(training, workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        var inner = underlying.backpropGradient(epsilon, workspaceMgr);
        INDArray gradient = inner.getSecond();
        INDArray none = Nd4j.create(gradient.dataType(), gradient.size(0), 1, gradient.size(2));
        return new Pair<>(
                inner.getFirst(), workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, Nd4j.concat(1, gradient, none)));
    }

    /** A mask from outside does not reach the layer, as in Keras, where a layer has one mask. */
    @Override
    public void setMaskArray(INDArray maskArray) {}

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray maskArray, MaskState currentState, int batch) {
        return new Pair<>(maskArray, currentState);
    }
}
