package io.github.gru4j.importer.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Runs a {@link WeightlessLayer}. */
public abstract class WeightlessRun<L extends WeightlessLayer> extends AbstractLayer<L> {

    private static final long serialVersionUID = 1L;

    protected WeightlessRun(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public double calcRegularizationScore(boolean backpropParamsOnly) {
        return 0;
    }
}
