package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Names the next token at every step: [batch, 1 or features, time] to probabilities [batch, tokens, time], trained with
 * cross-entropy, of which the loss of a sequence is the sum over its steps.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new SequenceLanguageModel.Builder()
 *         .tokens(65, 32)
 *         .cell(CellType.GRU)
 *         .hidden(128)
 *         .outputs(65)
 *         .build()
 *         .init();
 * INDArray next = network.rnnTimeStep(tokens); // [batch, 65, time]; the state is kept for the step after
 * }</pre>
 */
public final class SequenceLanguageModel extends SequenceNetwork {

    private SequenceLanguageModel(Builder builder) {
        super(
                builder,
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nOut(builder.outputs)
                        .build());
    }

    /** Required besides the input, the cell and its width: {@link #outputs}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int outputs;

        /** Number of tokens that can come next. */
        public Builder outputs(int outputs) {
            this.outputs = positive("outputs", outputs);
            return this;
        }

        /**
         * The network.
         *
         * @throws IllegalArgumentException if the cell is bidirectional
         */
        public SequenceLanguageModel build() {
            check();
            required("outputs", outputs > 0);
            if (cell().bidirectional()) {
                throw new IllegalArgumentException("a " + cell().id()
                        + " reads the sequence from its end too, and so would see the token that it is to name;"
                        + " expected a cell that reads forward");
            }
            return new SequenceLanguageModel(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
