package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Which steps count: [batch, features, time], or word ids [batch, time], to [batch, 1, time] of 1 for the steps with any
 * feature other than Keras's mask value, and 0 for the others.
 */
final class StepMask extends FixedLayer {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private double maskValue;

    @JsonProperty
    private boolean words;

    /** For Jackson. */
    private StepMask() {}

    /** @param words whether the input is word ids */
    StepMask(double maskValue, boolean words) {
        this.maskValue = maskValue;
        this.words = words;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.recurrent(
                1,
                inputType instanceof InputType.InputTypeRecurrent sequence
                        ? sequence.getTimeSeriesLength()
                        : inputType.arrayElementsPerExample());
    }

    @Override
    INDArray forward(INDArray input) {
        return words && input.rank() == 2
                ? of(input.reshape(input.size(0), 1, input.size(1)), maskValue)
                : of(steps(input), maskValue);
    }

    /** {@code rnnTimeStep} gives a single step as [batch, features]. */
    static INDArray steps(INDArray input) {
        return input.rank() == 2 ? input.reshape(input.size(0), input.size(1), 1) : input;
    }

    static INDArray of(INDArray steps, double maskValue) {
        return steps.neq(maskValue).castTo(steps.dataType()).max(true, 1);
    }

    @Override
    INDArray backward(INDArray input, INDArray gradient) {
        return Nd4j.create(gradient.dataType(), input.shape());
    }
}
