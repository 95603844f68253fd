package io.github.gru4j.layer;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each direction of a {@link Bidirectional} layer knows when it has read the whole sequence: the forward cell's
 * output at the last step, the backward cell's at the first; [batch, nIn, time] (NCW) or [batch, time, nIn] (NWC) to
 * [batch, 2 nOut].
 *
 * <p>With a features mask [batch, time], "last" and "first" are of the steps that it keeps. The wrapped layer has mode
 * CONCAT; {@link IllegalArgumentException} if not.
 *
 * <p>DL4J 1.0.0-M2.1 has two nestings that look like this one. {@code LastTimeStep(Bidirectional(cell))} takes the
 * backward cell's output at the last step, where it has read that step alone. {@code Bidirectional(LastTimeStep(cell))}
 * gives the right outputs, but throws when it is trained: its backward pass expects gradients of rank 3.
 *
 * <pre>{@code
 * new BidirectionalLastStep(new Bidirectional(new GRU.Builder().nOut(64).build()))
 * }</pre>
 */
public final class BidirectionalLastStep extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    /** For reading from JSON. */
    private BidirectionalLastStep() {}

    /** Takes the end states of both directions of this layer. */
    public BidirectionalLastStep(Bidirectional underlying) {
        super(underlying);
        if (underlying.getMode() != Bidirectional.Mode.CONCAT) {
            throw new IllegalArgumentException(
                    "BidirectionalLastStep needs a Bidirectional layer of mode CONCAT, found " + underlying.getMode()
                            + ": in other modes the two directions cannot be told apart");
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        var sequence = (InputType.InputTypeRecurrent) underlying.getOutputType(layerIndex, inputType);
        return InputType.feedForward(sequence.getSize());
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        NeuralNetConfiguration inner = conf.clone();
        inner.setLayer(((BidirectionalLastStep) inner.getLayer()).getUnderlying());
        return new BidirectionalLastStepLayer(underlying.instantiate(
                inner, trainingListeners, layerIndex, layerParamsView, initializeParams, networkDataType));
    }
}
