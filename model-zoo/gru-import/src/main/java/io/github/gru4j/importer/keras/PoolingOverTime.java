package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** DL4J's global pooling over time, [batch, features, time] to [batch, features], with the output type that it has. */
final class PoolingOverTime extends GlobalPoolingLayer {

    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    private PoolingOverTime() {
        super(PoolingType.MAX);
    }

    PoolingOverTime(PoolingType type) {
        super(type);
        setPoolingType(type);
        setCollapseDimensions(true);
    }

    /** DL4J 1.0.0-M2.1 says that it is a sequence still, so that the next layer would be given a preprocessor that fails. */
    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(((InputType.InputTypeRecurrent) inputType).getSize());
    }
}
