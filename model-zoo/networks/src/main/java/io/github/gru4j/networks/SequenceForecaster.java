package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Forecasts real numbers from a whole sequence: [batch, 1 or features, time] to [batch, outputs], trained with the mean
 * squared error. Targets are best normalised; what they are normalised with belongs to the data.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new SequenceForecaster.Builder()
 *         .features(1)
 *         .cell(CellType.GRU)
 *         .hidden(32)
 *         .outputs(1)
 *         .build()
 *         .init();
 * }</pre>
 */
public final class SequenceForecaster extends SequenceNetwork {

    private SequenceForecaster(Builder builder) {
        super(
                builder,
                new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(builder.outputs)
                        .build());
    }

    /** Required besides the input, the cell and its width: {@link #outputs}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int outputs;

        /** Width of the forecast. */
        public Builder outputs(int outputs) {
            this.outputs = positive("outputs", outputs);
            return this;
        }

        /** The network. */
        public SequenceForecaster build() {
            check();
            required("outputs", outputs > 0);
            return new SequenceForecaster(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
