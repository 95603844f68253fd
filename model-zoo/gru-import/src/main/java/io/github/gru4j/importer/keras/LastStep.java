package io.github.gru4j.importer.keras;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The last step of a sequence, [batch, features, time] to [batch, features]; of the steps that a features mask keeps, if there is
 * one.
 *
 * <p>Not DL4J's {@code LastTimeStep}: that one wraps the recurrent layer, and {@code rnnTimeStep} of 1.0.0-M2.1 reaches through
 * it, so that the next layer is given a sequence and fails.
 */
final class LastStep extends FixedLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(((InputType.InputTypeRecurrent) inputType).getSize());
    }

    @Override
    INDArray forward(INDArray input) {
        throw new UnsupportedOperationException("the last step depends on the mask; see LastStepRun");
    }

    @Override
    INDArray backward(INDArray input, INDArray gradient) {
        throw new UnsupportedOperationException("the last step depends on the mask; see LastStepRun");
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        return prepare(
                new LastStepRun(conf, networkDataType),
                conf,
                trainingListeners,
                layerIndex,
                layerParamsView,
                initializeParams);
    }
}
