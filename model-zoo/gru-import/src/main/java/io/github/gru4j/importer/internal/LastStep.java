package io.github.gru4j.importer.internal;

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
public final class LastStep extends WeightlessLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (inputType instanceof InputType.InputTypeRecurrent sequence) {
            return InputType.feedForward(sequence.getSize());
        }
        throw new IllegalArgumentException("LastStep (layer " + layerIndex + ") takes a sequence, found " + inputType);
    }

    @Override
    protected WeightlessRun<?> run(NeuralNetConfiguration conf, DataType dataType) {
        return new LastStepRun(conf, dataType);
    }
}
