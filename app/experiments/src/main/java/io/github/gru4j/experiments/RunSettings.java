package io.github.gru4j.experiments;

import io.github.gru4j.networks.DropoutKind;
import java.util.Locale;

/**
 * What a run was trained with, the same for every cell of a comparison.
 *
 * <pre>{@code
 * RunSettings settings = SuitableSettings.of(data).toBuilder().hidden(128).optimiser(Optimiser.ADAMW).build();
 * }</pre>
 *
 * @param hidden width of the recurrent layers
 * @param embedding width of the token embedding; 0 where steps are feature vectors
 * @param layers recurrent layers
 * @param batchSize sequences in a minibatch
 * @param optimiser what turns gradients into steps
 * @param momentum of {@link Optimiser#NESTEROV}; 0 for the others
 * @param learningRate at the beginning; the highest where the schedule goes up first
 * @param schedule how the learning rate goes on
 * @param clipNorm gradients of a layer are rescaled to this L2 norm when they exceed it; 0 for never
 * @param clipValue elements of gradients are clipped to between minus this and this; 0 for never
 * @param dropoutKind what dropout does to the values that it hits
 * @param dropout share of values dropped in training from what each layer hands to the next
 * @param l2 half of this, times the square of every weight that is no bias, is added to the loss
 * @param weightDecay at every step, weights that are no bias lose this share of themselves, times the learning rate
 * @param loss what training minimises
 * @param maxEpochs at most so many passes over the training split
 * @param patience stop when the validation loss has not improved for so many epochs
 * @param maxTrain at most so many training sequences; 0 for all
 */
public record RunSettings(
        int hidden,
        int embedding,
        int layers,
        int batchSize,
        Optimiser optimiser,
        double momentum,
        double learningRate,
        RateSchedule schedule,
        double clipNorm,
        double clipValue,
        DropoutKind dropoutKind,
        double dropout,
        double l2,
        double weightDecay,
        Loss loss,
        int maxEpochs,
        int patience,
        int maxTrain) {

    /** What records of formats 2 and 3 do not have is as it was for all of them. */
    public RunSettings {
        layers = layers == 0 ? 1 : layers;
        optimiser = optimiser == null ? Optimiser.ADAM : optimiser;
        momentum = Double.isNaN(momentum) ? optimiser.momentum() : momentum;
        schedule = schedule == null ? RateSchedule.CONSTANT : schedule;
        clipValue = Double.isNaN(clipValue) ? 0 : clipValue;
        dropoutKind = dropoutKind == null ? DropoutKind.STANDARD : dropoutKind;
        dropout = Double.isNaN(dropout) ? 0 : dropout;
        l2 = Double.isNaN(l2) ? 0 : l2;
        weightDecay = Double.isNaN(weightDecay) ? optimiser.weightDecay() : weightDecay;
        loss = loss == null ? Loss.DEFAULT : loss;
    }

    /** One layer, Adam at a constant rate, without dropout, L2 and weight decay. */
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
                Optimiser.ADAM,
                0,
                learningRate,
                RateSchedule.CONSTANT,
                clipNorm,
                0,
                DropoutKind.STANDARD,
                0,
                0,
                0,
                Loss.DEFAULT,
                maxEpochs,
                patience,
                maxTrain);
    }

    /** A builder that begins with these. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Changes settings one by one; the setters throw {@link IllegalArgumentException} for values out of range, and {@link #build()}
     * for those that do not go together.
     */
    public static final class Builder {

        private int hidden;
        private int embedding;
        private int layers;
        private int batchSize;
        private Optimiser optimiser;
        /** Null for that of the optimiser. */
        private Double momentum;

        private double learningRate;
        private RateSchedule schedule;
        /** Of norm and value, null for what is not given anew: then the other one replaces it. */
        private Double clipNorm;

        private Double clipValue;
        private final double clipNormBefore;
        private final double clipValueBefore;
        /** Null for the standard one. */
        private DropoutKind dropoutKind;

        private double dropout;
        private double l2;
        /** Null for that of the optimiser. */
        private Double weightDecay;

        private Loss loss;
        private int maxEpochs;
        private int patience;
        private int maxTrain;

        private Builder(RunSettings settings) {
            hidden = settings.hidden;
            embedding = settings.embedding;
            layers = settings.layers;
            batchSize = settings.batchSize;
            optimiser = settings.optimiser;
            momentum = settings.momentum == optimiser.momentum() ? null : (Double) settings.momentum;
            learningRate = settings.learningRate;
            schedule = settings.schedule;
            clipNormBefore = settings.clipNorm;
            clipValueBefore = settings.clipValue;
            dropoutKind = settings.dropoutKind == DropoutKind.STANDARD ? null : settings.dropoutKind;
            dropout = settings.dropout;
            l2 = settings.l2;
            weightDecay = settings.weightDecay == optimiser.weightDecay() ? null : (Double) settings.weightDecay;
            loss = settings.loss;
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

        /** What turns gradients into steps; Adam by default. Its learning rate stays what it was. */
        public Builder optimiser(Optimiser optimiser) {
            this.optimiser = optimiser;
            return this;
        }

        /** Of {@link Optimiser#NESTEROV}, above 0 and below 1; 0.9 by default. */
        public Builder momentum(double momentum) {
            if (!(momentum > 0 && momentum < 1)) {
                throw new IllegalArgumentException("expected a momentum above 0 and below 1, found " + momentum);
            }
            this.momentum = momentum;
            return this;
        }

        /** At the beginning; the highest where the schedule goes up first. */
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

        /** L2 norm to which gradients of a layer are rescaled, in place of a value to which they are clipped; 0 for never. */
        public Builder clipNorm(double clipNorm) {
            this.clipNorm = atLeastZero("norm to clip to", clipNorm);
            return this;
        }

        /** Largest absolute value of elements of gradients, in place of a norm to which they are rescaled; 0 for never. */
        public Builder clipValue(double clipValue) {
            this.clipValue = atLeastZero("value to clip to", clipValue);
            return this;
        }

        /** What dropout does to the values that it hits; needs a dropout above 0. */
        public Builder dropoutKind(DropoutKind dropoutKind) {
            this.dropoutKind = dropoutKind;
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

        /**
         * Share of weights, times the learning rate, that is lost at every step; 0.01 by default for {@link Optimiser#ADAMW}, 0 for the
         * others.
         */
        public Builder weightDecay(double weightDecay) {
            this.weightDecay = atLeastZero("weight decay", weightDecay);
            return this;
        }

        /** What training minimises. */
        public Builder loss(Loss loss) {
            this.loss = loss;
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

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if some of them do not go together
         */
        public RunSettings build() {
            double norm = clipNorm != null ? clipNorm : given(clipValue) ? 0 : clipNormBefore;
            double value = clipValue != null ? clipValue : given(clipNorm) ? 0 : clipValueBefore;
            double decay = weightDecay != null ? weightDecay : optimiser.weightDecay();
            check(
                    norm == 0 || value == 0,
                    "expected gradients clipped to a norm or to a value, found both (norm %s and value %s): leave one out"
                            .formatted(norm, value));
            check(
                    momentum == null || optimiser == Optimiser.NESTEROV,
                    "a momentum is for the optimiser nesterov; %s has none to choose".formatted(name(optimiser)));
            check(
                    optimiser != Optimiser.ADAM || decay == 0,
                    "the optimiser adam with weight decay is adamw: choose that one, or l2");
            check(
                    optimiser != Optimiser.ADAMW || decay > 0,
                    "the optimiser adamw without weight decay is adam: choose that one");
            check(
                    l2 == 0 || decay == 0,
                    "expected l2 or weight decay, found both (l2 %s and weight decay %s): leave one out"
                            .formatted(l2, decay));
            check(
                    dropoutKind == null || dropout > 0,
                    "a kind of dropout, here %s, needs a dropout above 0".formatted(name(dropoutKind)));
            return new RunSettings(
                    hidden,
                    embedding,
                    layers,
                    batchSize,
                    optimiser,
                    momentum == null ? optimiser.momentum() : momentum,
                    learningRate,
                    schedule,
                    norm,
                    value,
                    dropoutKind,
                    dropout,
                    l2,
                    decay,
                    loss,
                    maxEpochs,
                    patience,
                    maxTrain);
        }

        /** As on the command line. */
        private static String name(Enum<?> value) {
            return value == null ? "none" : value.name().toLowerCase(Locale.ROOT);
        }

        private static boolean given(Double value) {
            return value != null && value > 0;
        }

        private static void check(boolean fits, String problem) {
            if (!fits) {
                throw new IllegalArgumentException(problem);
            }
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
