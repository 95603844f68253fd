package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Forecasts real numbers, trained with the mean squared error unless the builder says otherwise: from a whole sequence,
 * [batch, 1 or features, time] to [batch, horizons x outputs], or at every step from the steps so far, to
 * [batch, horizons x outputs, time]. Targets are best normalised; what they are normalised with belongs to the data.
 *
 * <p>What is forecast of step h (from 0) ahead for target k of n stands at h n + k: all targets one step ahead, then all targets two
 * steps ahead. Where every step has an answer, the loss of a sequence is the sum over its steps.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new SequenceForecaster.Builder()
 *         .features(3)
 *         .cell(CellType.GRU)
 *         .hidden(32)
 *         .outputs(1)    // one target,
 *         .horizons(24)  // 1 to 24 steps ahead
 *         .build()
 *         .init();
 * }</pre>
 */
public final class SequenceForecaster extends SequenceNetwork {

    private SequenceForecaster(Builder builder) {
        super(builder, output(builder));
    }

    private static BaseOutputLayer output(Builder builder) {
        int width = builder.horizons * builder.outputs;
        return builder.everyStep
                ? new RnnOutputLayer.Builder(builder.loss)
                        .activation(Activation.IDENTITY)
                        .nOut(width)
                        .build()
                : new OutputLayer.Builder(builder.loss)
                        .activation(Activation.IDENTITY)
                        .nOut(width)
                        .build();
    }

    /** Required besides the input, the cell and its width: {@link #outputs}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int outputs;
        private int horizons = 1;
        private boolean everyStep;
        private LossFunction loss = LossFunction.MSE;

        /** Number of targets: what is forecast for each horizon. */
        public Builder outputs(int outputs) {
            this.outputs = positive("outputs", outputs);
            return this;
        }

        /** Number of points in time that are forecast at once; 1 by default. */
        public Builder horizons(int horizons) {
            this.horizons = positive("horizons", horizons);
            return this;
        }

        /**
         * Whether every step has an answer, made of the steps so far (many-to-many), or the whole sequence one (many-to-one), as by
         * default.
         */
        public Builder everyStep(boolean everyStep) {
            this.everyStep = everyStep;
            return this;
        }

        /**
         * What training minimises: {@link LossFunction#MSE}, as by default, or {@link LossFunction#MEAN_ABSOLUTE_ERROR}, for which outliers
         * count less. DL4J's other losses of numbers need targets of one sign (MEAN_SQUARED_LOGARITHMIC_ERROR, POISSON), which normalised
         * ones do not have.
         */
        public Builder loss(LossFunction loss) {
            this.loss = oneOf(loss, LossFunction.MSE, LossFunction.MEAN_ABSOLUTE_ERROR);
            return this;
        }

        /**
         * The network.
         *
         * @throws IllegalArgumentException if every step is to have an answer and the cell is bidirectional
         */
        public SequenceForecaster build() {
            check();
            required("outputs", outputs > 0);
            if (everyStep && cell().bidirectional()) {
                throw new IllegalArgumentException(
                        "a " + cell().id()
                                + " reads the sequence from its end too, and so would see what each step is to forecast;"
                                + " expected a cell that reads forward, or a forecast of the whole sequence (everyStep(false))");
            }
            return new SequenceForecaster(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
