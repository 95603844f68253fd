package io.github.gru4j.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Names the class of a whole sequence: [batch, 1 or features, time] to probabilities [batch, classes], trained with
 * cross-entropy unless the builder says otherwise.
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
                new OutputLayer.Builder(
                                builder.loss == LossFunction.MSE ? new LossMSE() : new LossMCXENT(weights(builder)))
                        .activation(Activation.SOFTMAX)
                        .nOut(builder.classes)
                        .build(),
                builder.pooling);
    }

    private static INDArray weights(Builder builder) {
        return builder.classWeights.isEmpty()
                ? null
                : Nd4j.create(builder.classWeights).reshape(1, builder.classes);
    }

    /** Required besides the input, the cell and its width: {@link #classes}. */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int classes;
        private List<Double> classWeights = List.of();
        private LossFunction loss = LossFunction.MCXENT;
        private Pooling pooling = Pooling.LAST_STEP;

        /** Number of classes, at least 2. */
        public Builder classes(int classes) {
            if (classes < 2) {
                throw new IllegalArgumentException("expected at least 2 classes, found " + classes);
            }
            this.classes = classes;
            return this;
        }

        /** What the cross-entropy of a sequence counts, by its class; empty, as by default, if all count once. */
        public Builder classWeights(List<Double> classWeights) {
            classWeights.forEach(weight -> positive("weight of a class", weight));
            this.classWeights = List.copyOf(classWeights);
            return this;
        }

        /**
         * What training minimises: {@link LossFunction#MCXENT}, as by default, the cross-entropy; or {@link LossFunction#MSE}, the mean
         * over the classes of the squared difference to 1 for the class at hand and 0 for all others (Brier's score).
         */
        public Builder loss(LossFunction loss) {
            this.loss = oneOf(loss, LossFunction.MCXENT, LossFunction.MSE);
            return this;
        }

        /** What the last recurrent layer hands on of a sequence; {@link Pooling#LAST_STEP} by default. */
        public Builder pooling(Pooling pooling) {
            this.pooling = pooling;
            return this;
        }

        /** The network. */
        public SequenceClassifier build() {
            check();
            required("classes", classes > 0);
            if (!classWeights.isEmpty() && classWeights.size() != classes) {
                throw new IllegalStateException(
                        "expected a weight for each of " + classes + " classes, found " + classWeights.size());
            }
            if (!classWeights.isEmpty() && loss != LossFunction.MCXENT) {
                throw new IllegalStateException("expected no classWeights with the loss " + loss
                        + ": DL4J weighs its columns, not the sequences of a class; leave them out, or take MCXENT");
            }
            return new SequenceClassifier(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
