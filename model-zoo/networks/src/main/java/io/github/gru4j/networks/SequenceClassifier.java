package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Names the class of a whole sequence: [batch, 1 or features, time] to probabilities [batch, classes], trained with
 * cross-entropy.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new SequenceClassifier.Builder()
 *         .tokens(300, 16)
 *         .cell(CellType.GRU)
 *         .hidden(64)
 *         .classes(12)
 *         .build()
 *         .init();
 * }</pre>
 */
public final class SequenceClassifier extends SequenceNetwork {

    private SequenceClassifier(Builder builder) {
        super(
                builder,
                new OutputLayer.Builder(LossFunction.MCXENT)
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
        public SequenceClassifier build() {
            check();
            required("classes", classes > 0);
            return new SequenceClassifier(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
