package io.github.gru4j.importer.keras;

import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link WithMask} around a recurrent layer, whose state it carries on; DL4J would reach past it for {@code rnnTimeStep}. */
final class RecurrentWithMaskRun extends WithMaskRun implements RecurrentLayer {

    private static final long serialVersionUID = 1L;

    private final RecurrentLayer recurrent;

    RecurrentWithMaskRun(RecurrentLayer underlying, boolean zeroOutput) {
        super(underlying, zeroOutput);
        this.recurrent = underlying;
    }

    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return finish(recurrent.rnnTimeStep(values(workspaceMgr), workspaceMgr), workspaceMgr);
    }

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        INDArray output =
                recurrent.rnnActivateUsingStoredState(values(workspaceMgr), training, storeLastForTBPTT, workspaceMgr);
        return finish(output, workspaceMgr);
    }

    /** As the layers of DL4J and ours: neither cuts the gradient off inside a segment. */
    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(
            INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
        return backpropGradient(epsilon, workspaceMgr);
    }

    @Override
    public Map<String, INDArray> rnnGetPreviousState() {
        return recurrent.rnnGetPreviousState();
    }

    @Override
    public void rnnSetPreviousState(Map<String, INDArray> state) {
        recurrent.rnnSetPreviousState(state);
    }

    @Override
    public void rnnClearPreviousState() {
        recurrent.rnnClearPreviousState();
    }

    @Override
    public Map<String, INDArray> rnnGetTBPTTState() {
        return recurrent.rnnGetTBPTTState();
    }

    @Override
    public void rnnSetTBPTTState(Map<String, INDArray> state) {
        recurrent.rnnSetTBPTTState(state);
    }
}
