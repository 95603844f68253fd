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
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/** Runs {@link WithMask}. */
class WithMaskRun extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    private final boolean zeroOutput;

    /** Features and mask. */
    private INDArray whole;

    /** Of the last pass, [batch, time]. */
    private INDArray mask;

    WithMaskRun(Layer underlying, boolean zeroOutput) {
        super(underlying);
        this.zeroOutput = zeroOutput;
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        whole = input;
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return activate(training, workspaceMgr);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return finish(underlying.activate(values(workspaceMgr), training, workspaceMgr), workspaceMgr);
    }

    /** The features, once their mask is set. */
    final INDArray values(LayerWorkspaceMgr workspaceMgr) {
        long size = whole.size(1) - 1;
        // Outside of workspaces: the layer keeps it until the backward pass.
        mask = whole.get(all(), point(size), all())
                .dup('c')
                .reshape(whole.size(0), whole.size(2))
                .detach();
        underlying.setMaskArray(mask);
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, whole.get(all(), interval(0, size), all()));
    }

    final INDArray finish(INDArray output, LayerWorkspaceMgr workspaceMgr) {
        return zeroOutput ? masked(output, ArrayType.ACTIVATIONS, workspaceMgr) : output;
    }

    /** A new array: the layer's own is still needed by its backward pass. */
    private INDArray masked(INDArray sequence, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
        INDArray result = workspaceMgr.dup(type, sequence);
        return Broadcast.mul(result, mask.castTo(result.dataType()), result, 0, 2);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray kept = zeroOutput ? masked(epsilon, ArrayType.BP_WORKING_MEM, workspaceMgr) : epsilon;
        var inner = underlying.backpropGradient(kept, workspaceMgr);
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
