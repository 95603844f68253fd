package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keras's Flatten: [batch, features, time] to [batch, time * features], all features of the first step first. */
final class TimeMajorFlatten extends FixedLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return inputType instanceof InputType.InputTypeRecurrent sequence
                ? InputType.feedForward(sequence.getSize() * sequence.getTimeSeriesLength())
                : inputType;
    }

    @Override
    INDArray forward(INDArray input) {
        return input.rank() == 2
                ? input
                : input.permute(0, 2, 1).dup('c').reshape('c', input.size(0), input.size(1) * input.size(2));
    }

    @Override
    INDArray backward(INDArray input, INDArray gradient) {
        return input.rank() == 2
                ? gradient
                : gradient.dup('c')
                        .reshape('c', input.size(0), input.size(2), input.size(1))
                        .permute(0, 2, 1);
    }
}
