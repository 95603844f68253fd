package io.github.gru4j.importer.keras;

import java.util.Collection;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer whose mask comes with its input: [batch, n + 1, time], the last feature being the mask, 1 for steps that count.
 *
 * <p>In Keras a mask is made inside the model and handed from layer to layer; in DL4J it is given from outside, and
 * {@code MaskZeroLayer} makes one for a single layer only.
 */
final class WithMask extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private boolean zeroOutput;

    /** For Jackson. */
    private WithMask() {}

    /** @param zeroOutput whether the output of masked steps is replaced by zeros */
    WithMask(Layer underlying, boolean zeroOutput) {
        super(underlying);
        this.zeroOutput = zeroOutput;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return underlying.getOutputType(layerIndex, withoutMask(inputType));
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        underlying.setNIn(withoutMask(inputType), override);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    private static InputType withoutMask(InputType inputType) {
        var sequence = (InputType.InputTypeRecurrent) inputType;
        return InputType.recurrent(sequence.getSize() - 1, sequence.getTimeSeriesLength(), sequence.getFormat());
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
        inner.setLayer(((WithMask) inner.getLayer()).getUnderlying());
        var layer = underlying.instantiate(
                inner, trainingListeners, layerIndex, layerParamsView, initializeParams, networkDataType);
        return layer instanceof RecurrentLayer recurrent
                ? new RecurrentWithMaskRun(recurrent, zeroOutput)
                : new WithMaskRun(layer, zeroOutput);
    }
}
