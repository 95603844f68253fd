package io.github.gru4j.networks;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A network that reads sequences: tokens through an embedding, or vectors as they are; recurrent layers; an output layer, after
 * the last step or at every step. Everything but the cell is the same whichever the cell.
 *
 * <p>Input is [batch, 1, time] for tokens and [batch, features, time] for vectors, with a features mask [batch, time]
 * where lengths differ; padding goes at the end, because DL4J's LSTM ignores the mask below the last recurrent layer.
 * Output is [batch, outputs], or [batch, outputs, time] where every step is answered. Weights are drawn by Xavier's rule, the
 * updater is Adam, and the gradient of each layer is clipped by its L2 norm.
 */
public abstract sealed class SequenceNetwork
        permits SequenceClassifier, SequenceForecaster, SequenceLanguageModel, SequenceLabeller {

    private final MultiLayerConfiguration conf;
    private final INDArray vectors;

    /** @param output answers for a whole sequence, or, if it is an {@link RnnOutputLayer}, for every step */
    SequenceNetwork(Builder<?> builder, BaseOutputLayer output) {
        vectors = builder.vectors;
        var network = new NeuralNetConfiguration.Builder()
                .seed(builder.seed)
                .weightInit(WeightInit.XAVIER)
                .updater(builder.updater);
        if (builder.l2 > 0) {
            network.l2(builder.l2);
        }
        if (builder.clipNorm > 0) {
            network.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(builder.clipNorm);
        }
        var layers = network.list();
        if (builder.embedding > 0) {
            layers.layer(new EmbeddingSequenceLayer.Builder()
                    .nIn(builder.inputSize)
                    .nOut(builder.embedding)
                    .build());
        }
        for (int number = 1; number <= builder.layers; number++) {
            boolean answersOnce = number == builder.layers && !(output instanceof RnnOutputLayer);
            // What the data gives is not dropped, only what a layer has made of it.
            double retain = number == 1 && builder.embedding == 0 ? 1 : 1 - builder.dropout;
            layers.layer(
                    answersOnce
                            ? builder.cell.lastStep(builder.hidden, retain)
                            : builder.cell.layer(builder.hidden, retain));
        }
        if (builder.dropout > 0) {
            output.setIDropout(new Dropout(1 - builder.dropout));
        }
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
        if (vectors != null) {
            network.getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY).assign(vectors);
        }
        return network;
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
                    SequenceLabeller.Builder {

        private int inputSize;
        private int embedding;
        private CellType cell;
        private int hidden;
        private INDArray vectors;
        private int layers = 1;
        private IUpdater updater = new Adam(1e-3);
        private double clipNorm = 1;
        private double dropout;
        private double l2;
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

        /** For gradient checks, which want the gradient as it is. */
        T updater(IUpdater updater) {
            this.updater = updater;
            return self();
        }

        /** Gradients of a layer are rescaled to this L2 norm when they exceed it; 1 by default, 0 for never. */
        public T clipNorm(double clipNorm) {
            this.clipNorm = atLeastZero("clipNorm", clipNorm);
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

        /** Half of this, times the square of every weight that is no bias, is added to the loss; 0 by default. */
        public T l2(double l2) {
            this.l2 = atLeastZero("l2", l2);
            return self();
        }

        /** Seed of the initial weights; 1 by default. */
        public T seed(long seed) {
            this.seed = seed;
            return self();
        }

        void check() {
            required("tokens or features", inputSize > 0);
            required("cell", cell != null);
            required("hidden", hidden > 0);
        }

        CellType cell() {
            return cell;
        }

        void required(String name, boolean given) {
            if (!given) {
                throw new IllegalStateException(getClass().getEnclosingClass().getSimpleName() + " needs " + name
                        + ": not given to its builder");
            }
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
