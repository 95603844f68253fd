package io.github.gru4j.networks;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A network that reads sequences: tokens through an embedding, or vectors as they are; recurrent layers; an output layer, after
 * the last step or at every step. Everything but the cell is the same whichever the cell.
 *
 * <p>Input is [batch, 1, time] for tokens and [batch, features, time] for vectors, with a features mask [batch, time]
 * where lengths differ; padding goes at the end, because DL4J's LSTM ignores the mask below the last recurrent layer.
 * Output is [batch, outputs], or [batch, outputs, time] where every step is answered. Weights are drawn by Xavier's rule. Unless
 * the builder says otherwise, the updater is Adam, and the gradient of each layer is clipped by its L2 norm.
 */
public abstract sealed class SequenceNetwork
        permits SequenceClassifier, SequenceForecaster, SequenceLanguageModel, SequenceLabeller {

    private final MultiLayerConfiguration conf;
    private final INDArray vectors;

    /** @param output answers for a whole sequence, or, if it is an {@link RnnOutputLayer}, for every step */
    SequenceNetwork(Builder<?> builder, BaseOutputLayer output) {
        this(builder, output, Pooling.LAST_STEP);
    }

    /** @param pooling what an output layer that answers for a whole sequence is given of it */
    SequenceNetwork(Builder<?> builder, BaseOutputLayer output, Pooling pooling) {
        vectors = builder.vectors;
        var layers = builder.network().list();
        if (builder.embedding > 0) {
            layers.layer(builder.embedding(builder.inputSize, builder.embedding));
        }
        boolean answersOnce = !(output instanceof RnnOutputLayer);
        for (int number = 1; number <= builder.layers; number++) {
            boolean atItsEnd = number == builder.layers && answersOnce && pooling == Pooling.LAST_STEP;
            layers.layer(builder.recurrent(builder.cell, number, atItsEnd));
        }
        if (answersOnce) {
            pooling.layer().ifPresent(layers::layer);
        }
        builder.finish(output);
        conf = layers.layer(output)
                .setInputType(InputType.recurrent(builder.inputSize))
                .build();
    }

    /** The configuration; a fresh copy, so that networks do not share it. */
    public MultiLayerConfiguration conf() {
        return conf.clone();
    }

    /** A network with freshly drawn weights; those of the embedding are the vectors that were given for it. */
    public MultiLayerNetwork init() {
        var network = new MultiLayerNetwork(conf());
        network.init();
        beginWith(vectors, network.getLayer(0));
        return network;
    }

    /** Gives an embedding the vectors that its builder was given; null for none. */
    static void beginWith(INDArray vectors, org.deeplearning4j.nn.api.Layer embedding) {
        if (vectors != null) {
            embedding.getParam(DefaultParamInitializer.WEIGHT_KEY).assign(vectors);
        }
    }

    /**
     * What every network here is built from. Required: the input ({@link #tokens} or {@link #features}),
     * {@link #cell}, {@link #hidden}, and the outputs of the network at hand. {@code build()} throws
     * {@link IllegalStateException} with the name of the one that is missing; the setters throw
     * {@link IllegalArgumentException} for values out of range.
     *
     * @param <T> the builder at hand
     */
    public abstract static sealed class Builder<T extends Builder<T>>
            permits SequenceClassifier.Builder,
                    SequenceForecaster.Builder,
                    SequenceLanguageModel.Builder,
                    SequenceLabeller.Builder,
                    EncoderDecoder.Builder {

        private int inputSize;
        private int embedding;
        private CellType cell;
        private int hidden;
        private INDArray vectors;
        private int layers = 1;
        private IUpdater updater = new Adam(1e-3);
        private double clipNorm = 1;
        private boolean clipNormGiven;
        private double clipValue;
        private double dropout;
        private DropoutKind dropoutKind = DropoutKind.STANDARD;
        private double l2;
        private double weightDecay;
        private long seed = 1;

        Builder() {}

        abstract T self();

        /** Reads tokens: indices below {@code vocabulary}, each turned into a trained vector of width {@code embedding}. */
        public T tokens(int vocabulary, int embedding) {
            this.inputSize = positive("vocabulary", vocabulary);
            this.embedding = positive("embedding", embedding);
            this.vectors = null;
            return self();
        }

        /** Reads tokens: indices of rows of {@code vectors} [vocabulary, embedding], which the training begins with. */
        public T tokens(INDArray vectors) {
            if (vectors.rank() != 2) {
                throw new IllegalArgumentException(
                        "expected vectors of shape [vocabulary, embedding], found " + Arrays.toString(vectors.shape()));
            }
            tokens((int) vectors.size(0), (int) vectors.size(1));
            this.vectors = vectors;
            return self();
        }

        /** Reads vectors of this width. */
        public T features(int size) {
            this.inputSize = positive("features", size);
            this.embedding = 0;
            this.vectors = null;
            return self();
        }

        /** The recurrent cell; the one argument that a comparison of cells changes. */
        public T cell(CellType cell) {
            this.cell = cell;
            return self();
        }

        /** Width of the recurrent layers, of each direction for bidirectional cells. */
        public T hidden(int hidden) {
            this.hidden = positive("hidden", hidden);
            return self();
        }

        /** Number of recurrent layers; 1 by default. */
        public T layers(int layers) {
            this.layers = positive("layers", layers);
            return self();
        }

        /** Adam's learning rate; 0.001 by default. */
        public T learningRate(double learningRate) {
            this.updater = new Adam(positive("learningRate", learningRate));
            return self();
        }

        /** Adam's learning rate, by the number of minibatches before. */
        public T learningRate(ISchedule learningRate) {
            this.updater = new Adam(learningRate);
            return self();
        }

        /** The optimiser, with its learning rate, in place of Adam and {@link #learningRate}. */
        public T updater(IUpdater updater) {
            this.updater = updater;
            return self();
        }

        /**
         * Gradients of a layer are rescaled to this L2 norm when they exceed it; 1 by default unless {@link #clipValue} is given, 0 for
         * never.
         */
        public T clipNorm(double clipNorm) {
            this.clipNorm = atLeastZero("clipNorm", clipNorm);
            this.clipNormGiven = true;
            return self();
        }

        /**
         * Every element of a gradient is clipped to between minus this and this; 0, as by default, for never. Excludes
         * {@link #clipNorm}, because DL4J has one of the two.
         */
        public T clipValue(double clipValue) {
            this.clipValue = atLeastZero("clipValue", clipValue);
            return self();
        }

        /**
         * The share of values, below 1, that are dropped in training from what each layer hands to the next; 0 by default. Features
         * that the data gives are kept.
         */
        public T dropout(double dropout) {
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("expected a dropout from 0 to below 1, found " + dropout);
            }
            this.dropout = dropout;
            return self();
        }

        /** What dropout does to the values that it hits; {@link DropoutKind#STANDARD} by default. */
        public T dropoutKind(DropoutKind dropoutKind) {
            this.dropoutKind = dropoutKind;
            return self();
        }

        /** Half of this, times the square of every weight that is no bias, is added to the loss; 0 by default. */
        public T l2(double l2) {
            this.l2 = atLeastZero("l2", l2);
            return self();
        }

        /**
         * At every update, whatever the updater makes of the gradient, weights that are no bias lose this share of themselves, times the
         * learning rate; 0 by default. With Adam this is AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101; as in PyTorch). Excludes
         * {@link #l2}, because DL4J has one of the two.
         */
        public T weightDecay(double weightDecay) {
            this.weightDecay = atLeastZero("weightDecay", weightDecay);
            return self();
        }

        /** Seed of the initial weights; 1 by default. */
        public T seed(long seed) {
            this.seed = seed;
            return self();
        }

        /** What all layers of the network have in common. */
        NeuralNetConfiguration.Builder network() {
            var network = new NeuralNetConfiguration.Builder()
                    .seed(seed)
                    .weightInit(WeightInit.XAVIER)
                    .updater(updater);
            if (l2 > 0) {
                network.l2(l2);
            }
            if (clipValue > 0) {
                network.gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                        .gradientNormalizationThreshold(clipValue);
            } else if (clipNorm > 0) {
                network.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(clipNorm);
            }
            return network;
        }

        EmbeddingSequenceLayer embedding(int vocabulary, int width) {
            var layer = new EmbeddingSequenceLayer.Builder()
                    .nIn(vocabulary)
                    .nOut(width)
                    .build();
            decay(layer);
            return layer;
        }

        /**
         * A recurrent layer.
         *
         * @param number of the layer, from 1 for the one that the input or its embedding goes into
         * @param atItsEnd whether it gives what it knows at the end of the sequence alone
         */
        Layer recurrent(CellType cell, int number, boolean atItsEnd) {
            // What the data gives is not dropped, only what a layer has made of it.
            return recurrent(cell, number > 1 || embedding > 0, atItsEnd);
        }

        Layer recurrent(CellType cell, boolean drops, boolean atItsEnd) {
            Consumer<BaseRecurrentLayer> finish = recurrent -> {
                decay(recurrent);
                if (drops && dropout > 0) {
                    recurrent.setIDropout(dropoutKind.between(dropout));
                }
            };
            return atItsEnd ? cell.lastStep(hidden, finish) : cell.layer(hidden, finish);
        }

        void finish(BaseOutputLayer output) {
            if (dropout > 0) {
                output.setIDropout(dropoutKind.beforeOutput(dropout));
            }
            decay(output);
        }

        /** On the layer itself: DL4J 1.0.0-M2.1 applies twice what the network's configuration says. */
        private void decay(BaseLayer layer) {
            if (weightDecay > 0) {
                layer.setRegularization(List.of(new WeightDecay(weightDecay, true)));
            }
        }

        void check() {
            required("tokens or features", inputSize > 0);
            required("cell", cell != null);
            required("hidden", hidden > 0);
            excludes("clipNorm", clipNormGiven ? clipNorm : 0, "clipValue", clipValue);
            excludes("l2", l2, "weightDecay", weightDecay);
        }

        private static void excludes(String one, double first, String other, double second) {
            if (first > 0 && second > 0) {
                throw new IllegalStateException("expected " + one + " or " + other + ", found both (" + first + " and "
                        + second + "); DL4J applies one of them: leave the other out");
            }
        }

        CellType cell() {
            return cell;
        }

        int layers() {
            return layers;
        }

        int inputSize() {
            return inputSize;
        }

        /** Width of the input's embedding; 0 if there is none. */
        int embedding() {
            return embedding;
        }

        /** What the input's embedding begins with; null for drawn weights. */
        INDArray vectors() {
            return vectors;
        }

        void required(String name, boolean given) {
            if (!given) {
                throw new IllegalStateException(getClass().getEnclosingClass().getSimpleName() + " needs " + name
                        + ": not given to its builder");
            }
        }

        static LossFunction oneOf(LossFunction loss, LossFunction... fitting) {
            if (!List.of(fitting).contains(loss)) {
                throw new IllegalArgumentException(
                        "expected a loss that fits, of " + List.of(fitting) + ", found " + loss);
            }
            return loss;
        }

        static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("expected " + name + " of at least 1, found " + value);
            }
            return value;
        }

        static double atLeastZero(String name, double value) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("expected a " + name + " of at least 0, found " + value);
            }
            return value;
        }

        static double positive(String name, double value) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("expected a " + name + " above 0, found " + value);
            }
            return value;
        }
    }
}
