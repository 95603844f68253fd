package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The last step of a sequence, [batch, features, time] to [batch, features]; of the steps that a features mask keeps, if there is
 * one.
 *
 * <p>Not DL4J's {@code LastTimeStep}: that one wraps the recurrent layer, and {@code rnnTimeStep} of 1.0.0-M2.1 reaches through
 * it, so that the next layer is given a sequence and fails.
 */
final class LastStep extends WeightlessLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(((InputType.InputTypeRecurrent) inputType).getSize());
    }

    @Override
    WeightlessRun<?> run(NeuralNetConfiguration conf, DataType dataType) {
        return new LastStepRun(conf, dataType);
    }
}
