package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A network that reads a sequence to its end and answers once: tokens through an embedding, or vectors as they are;
 * recurrent layers; the last step; an output layer. Everything but the cell is the same whichever the cell.
 *
 * <p>Input is [batch, 1, time] for tokens and [batch, features, time] for vectors, with a features mask [batch, time]
 * where lengths differ; padding goes at the end, because DL4J's LSTM ignores the mask below the last recurrent layer.
 * Output is [batch, outputs]. Weights are drawn by Xavier's rule, the updater is Adam, and the gradient of each layer
 * is clipped by its L2 norm.
 */
public abstract sealed class SequenceNetwork permits SequenceClassifier, SequenceForecaster {

    private final MultiLayerConfiguration conf;

    SequenceNetwork(Builder<?> builder, OutputLayer output) {
        var layers = new NeuralNetConfiguration.Builder()
                .seed(builder.seed)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(builder.learningRate))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(builder.clipNorm)
                .list();
        if (builder.embedding > 0) {
            layers.layer(new EmbeddingSequenceLayer.Builder()
                    .nIn(builder.inputSize)
                    .nOut(builder.embedding)
                    .build());
        }
        for (int below = 1; below < builder.layers; below++) {
            layers.layer(builder.cell.layer(builder.hidden));
        }
        conf = layers.layer(builder.cell.lastStep(builder.hidden))
                .layer(output)
                .setInputType(InputType.recurrent(builder.inputSize))
                .build();
    }

    /** The configuration; a fresh copy, so that networks do not share it. */
    public MultiLayerConfiguration conf() {
        return conf.clone();
    }

    /** A network with freshly drawn weights. */
    public MultiLayerNetwork init() {
        var network = new MultiLayerNetwork(conf());
        network.init();
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
            permits SequenceClassifier.Builder, SequenceForecaster.Builder {

        private int inputSize;
        private int embedding;
        private CellType cell;
        private int hidden;
        private int layers = 1;
        private double learningRate = 1e-3;
        private double clipNorm = 1;
        private long seed = 1;

        Builder() {}

        abstract T self();

        /** Reads tokens: indices below {@code vocabulary}, each turned into a trained vector of width {@code embedding}. */
        public T tokens(int vocabulary, int embedding) {
            this.inputSize = positive("vocabulary", vocabulary);
            this.embedding = positive("embedding", embedding);
            return self();
        }

        /** Reads vectors of this width. */
        public T features(int size) {
            this.inputSize = positive("features", size);
            this.embedding = 0;
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
            this.learningRate = positive("learningRate", learningRate);
            return self();
        }

        /** Gradients of a layer are rescaled to this L2 norm when they exceed it; 1 by default. */
        public T clipNorm(double clipNorm) {
            this.clipNorm = positive("clipNorm", clipNorm);
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

        static double positive(String name, double value) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("expected a " + name + " above 0, found " + value);
            }
            return value;
        }
    }
}
