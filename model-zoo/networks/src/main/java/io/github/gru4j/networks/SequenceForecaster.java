package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Forecasts real numbers from a whole sequence: [batch, 1 or features, time] to [batch, outputs], trained with the mean
 * squared error unless the builder says otherwise. Targets are best normalised; what they are normalised with belongs to the data.
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
                new OutputLayer.Builder(builder.loss)
                        .activation(Activation.IDENTITY)
                        .nOut(builder.outputs)
                        .build());
    }

    /** Required besides the input, the cell and its width: {@link #outputs}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int outputs;
        private LossFunction loss = LossFunction.MSE;

        /** Width of the forecast. */
        public Builder outputs(int outputs) {
            this.outputs = positive("outputs", outputs);
            return this;
        }

        /**
         * What training minimises: {@link LossFunction#MSE}, as by default, or {@link LossFunction#MAE}, for which outliers count less.
         * DL4J's other losses of numbers need targets of one sign (MEAN_SQUARED_LOGARITHMIC_ERROR, POISSON), which normalised ones do not have.
         */
        public Builder loss(LossFunction loss) {
            this.loss = oneOf(loss, LossFunction.MSE, LossFunction.MEAN_ABSOLUTE_ERROR);
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
