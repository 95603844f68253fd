package io.github.gru4j.experiments;

/**
 * What a run was trained with, the same for every cell of a comparison. The optimiser is Adam.
 *
 * <pre>{@code
 * RunSettings settings = SuitableSettings.of(data).toBuilder().hidden(128).dropout(0.3).build();
 * }</pre>
 *
 * @param hidden width of the recurrent layers
 * @param embedding width of the token embedding; 0 where steps are feature vectors
 * @param layers recurrent layers
 * @param batchSize sequences in a minibatch
 * @param learningRate of Adam, at the beginning
 * @param schedule how the learning rate goes on
 * @param clipNorm gradients of a layer are rescaled to this L2 norm when they exceed it; 0 for never
 * @param dropout share of values dropped in training from what each layer hands to the next
 * @param l2 half of this, times the square of every weight that is no bias, is added to the loss
 * @param maxEpochs at most so many passes over the training split
 * @param patience stop when the validation loss has not improved for so many epochs
 * @param maxTrain at most so many training sequences; 0 for all
 */
public record RunSettings(
        int hidden,
        int embedding,
        int layers,
        int batchSize,
        double learningRate,
        RateSchedule schedule,
        double clipNorm,
        double dropout,
        double l2,
        int maxEpochs,
        int patience,
        int maxTrain) {

    /** What a record of format 2 does not have is as it was for all of them. */
    public RunSettings {
        layers = layers == 0 ? 1 : layers;
        schedule = schedule == null ? RateSchedule.CONSTANT : schedule;
        dropout = Double.isNaN(dropout) ? 0 : dropout;
        l2 = Double.isNaN(l2) ? 0 : l2;
    }

    /** One layer, at a constant rate, without dropout and L2. */
    public RunSettings(
            int hidden,
            int embedding,
            int batchSize,
            double learningRate,
            double clipNorm,
            int maxEpochs,
            int patience,
            int maxTrain) {
        this(
                hidden,
                embedding,
                1,
                batchSize,
                learningRate,
                RateSchedule.CONSTANT,
                clipNorm,
                0,
                0,
                maxEpochs,
                patience,
                maxTrain);
    }

    /** A builder that begins with these. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes settings one by one; the setters throw {@link IllegalArgumentException} for values out of range. */
    public static final class Builder {

        private int hidden;
        private int embedding;
        private int layers;
        private int batchSize;
        private double learningRate;
        private RateSchedule schedule;
        private double clipNorm;
        private double dropout;
        private double l2;
        private int maxEpochs;
        private int patience;
        private int maxTrain;

        private Builder(RunSettings settings) {
            hidden = settings.hidden;
            embedding = settings.embedding;
            layers = settings.layers;
            batchSize = settings.batchSize;
            learningRate = settings.learningRate;
            schedule = settings.schedule;
            clipNorm = settings.clipNorm;
            dropout = settings.dropout;
            l2 = settings.l2;
            maxEpochs = settings.maxEpochs;
            patience = settings.patience;
            maxTrain = settings.maxTrain;
        }

        /** Width of the recurrent layers. */
        public Builder hidden(int hidden) {
            this.hidden = atLeast(1, "hidden", hidden);
            return this;
        }

        /** Width of the token embedding. */
        public Builder embedding(int embedding) {
            this.embedding = atLeast(0, "embedding", embedding);
            return this;
        }

        /** Recurrent layers. */
        public Builder layers(int layers) {
            this.layers = atLeast(1, "layers", layers);
            return this;
        }

        /** Sequences in a minibatch. */
        public Builder batchSize(int batchSize) {
            this.batchSize = atLeast(1, "a batch", batchSize);
            return this;
        }

        /** Of Adam, at the beginning. */
        public Builder learningRate(double learningRate) {
            if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
                throw new IllegalArgumentException("expected a learning rate above 0, found " + learningRate);
            }
            this.learningRate = learningRate;
            return this;
        }

        /** How the learning rate goes on. */
        public Builder schedule(RateSchedule schedule) {
            this.schedule = schedule;
            return this;
        }

        /** L2 norm to which gradients of a layer are rescaled; 0 for never. */
        public Builder clipNorm(double clipNorm) {
            this.clipNorm = atLeastZero("norm to clip to", clipNorm);
            return this;
        }

        /** Share of values dropped between layers, below 1. */
        public Builder dropout(double dropout) {
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("expected a dropout from 0 to below 1, found " + dropout);
            }
            this.dropout = dropout;
            return this;
        }

        /** What the squares of weights count in the loss. */
        public Builder l2(double l2) {
            this.l2 = atLeastZero("weight of l2", l2);
            return this;
        }

        /** Most passes over the training split. */
        public Builder maxEpochs(int maxEpochs) {
            this.maxEpochs = atLeast(1, "epochs", maxEpochs);
            return this;
        }

        /** Epochs without a lower validation loss after which training stops. */
        public Builder patience(int patience) {
            this.patience = atLeast(1, "patience", patience);
            return this;
        }

        /** Most training sequences; 0 for all. */
        public Builder maxTrain(int maxTrain) {
            this.maxTrain = atLeast(0, "training sequences", maxTrain);
            return this;
        }

        /** The settings. */
        public RunSettings build() {
            return new RunSettings(
                    hidden,
                    embedding,
                    layers,
                    batchSize,
                    learningRate,
                    schedule,
                    clipNorm,
                    dropout,
                    l2,
                    maxEpochs,
                    patience,
                    maxTrain);
        }

        private static int atLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + value);
            }
            return value;
        }

        private static double atLeastZero(String name, double value) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("expected a " + name + " of at least 0, found " + value);
            }
            return value;
        }
    }
}
