package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What Keras's Masking does to the values: [batch, features, time] with zeros at the steps that {@link StepMask} leaves out. */
final class ZeroMaskedSteps extends FixedLayer {

    private static final long serialVersionUID = 1L;

    @JsonProperty
    private double maskValue;

    /** For Jackson. */
    private ZeroMaskedSteps() {}

    ZeroMaskedSteps(double maskValue) {
        this.maskValue = maskValue;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return inputType;
    }

    @Override
    INDArray forward(INDArray input) {
        INDArray steps = StepMask.steps(input);
        return masked(steps, steps);
    }

    @Override
    INDArray backward(INDArray input, INDArray gradient) {
        return masked(StepMask.steps(input), gradient);
    }

    private INDArray masked(INDArray input, INDArray values) {
        INDArray mask = StepMask.of(input, maskValue).castTo(values.dataType());
        INDArray result = values.dup('c');
        return Broadcast.mul(result, mask.reshape(mask.size(0), mask.size(2)), result, 0, 2);
    }
}
