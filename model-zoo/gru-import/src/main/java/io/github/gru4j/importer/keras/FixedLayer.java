package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.internal.WeightlessLayer;
import io.github.gru4j.importer.internal.WeightlessRun;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of the input alone, and the function's gradient. */
abstract class FixedLayer extends WeightlessLayer {

    private static final long serialVersionUID = 1L;

    /** A new array; may not change the input. */
    abstract INDArray forward(INDArray input);

    /** Gradient to the input from the gradient to the output; may not change them. */
    abstract INDArray backward(INDArray input, INDArray gradient);

    @Override
    protected final WeightlessRun<?> run(NeuralNetConfiguration conf, DataType dataType) {
        return new FixedLayerRun(conf, dataType);
    }
}
