package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Names a class for every step: [batch, 1 or features, time] to probabilities [batch, classes, time], trained with cross-entropy,
 * of which the loss of a sequence is the sum over its steps. Bidirectional cells may name a step by what comes after it.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new SequenceLabeller.Builder()
 *         .tokens(5000, 64)
 *         .cell(CellType.BIDIRECTIONAL_GRU)
 *         .hidden(64)
 *         .classes(17)
 *         .build()
 *         .init();
 * }</pre>
 */
public final class SequenceLabeller extends SequenceNetwork {

    private SequenceLabeller(Builder builder) {
        super(
                builder,
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nOut(builder.classes)
                        .build());
    }

    /** Required besides the input, the cell and its width: {@link #classes}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int classes;

        /** Number of classes, at least 2. */
        public Builder classes(int classes) {
            if (classes < 2) {
                throw new IllegalArgumentException("expected at least 2 classes, found " + classes);
            }
            this.classes = classes;
            return this;
        }

        /** The network. */
        public SequenceLabeller build() {
            check();
            required("classes", classes > 0);
            return new SequenceLabeller(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
