package io.github.gru4j.networks;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lets a {@link SequenceLanguageModel}'s network write: after a prompt, each token is drawn from what the network gives as its
 * probabilities, and read by it in turn. What the tokens stand for is the caller's to know.
 *
 * <pre>{@code
 * new TokenGenerator.Builder(network)
 *         .temperature(0.7)
 *         .topK(10)
 *         .seed(42)
 *         .build()
 *         .generate(prompt)
 *         .limit(500)
 *         .forEach(token -> System.out.print(characters.charAt(token)));
 * }</pre>
 *
 * <p>The network may have been loaded from a file, and may read tokens through an embedding or as one-hot vectors. It goes from step to
 * step by {@code rnnTimeStep}, so its state of before is lost. For one thread at a time.
 */
public final class TokenGenerator {

    private final MultiLayerNetwork network;
    private final int vocabulary;
    private final boolean embeds;
    private final double temperature;
    private final int topK;
    private final long seed;

    /** Number of the sequence that is being written: the network has one state, which belongs to the last one begun. */
    private long sequence;

    private TokenGenerator(Builder builder) {
        network = builder.network;
        vocabulary = builder.vocabulary;
        embeds = builder.network.getLayer(0).conf().getLayer() instanceof EmbeddingSequenceLayer;
        temperature = builder.temperature;
        topK = builder.topK;
        seed = builder.seed;
    }

    /**
     * Writes on after a prompt, without end: the stream is as long as its consumer wants it, and each token is there when it is drawn.
     * The same prompt and seed give the same tokens each time. Beginning another sequence ends this one.
     *
     * @param prompt tokens that the network reads first, at least one; they are not in the stream
     * @throws IllegalArgumentException if the prompt is empty, or a token is not in the vocabulary
     * @throws IllegalStateException by the stream, if another sequence was begun since, or the network's probabilities are not numbers
     */
    public IntStream generate(int... prompt) {
        require(prompt);
        long number = ++sequence;
        var random = new Random(seed);
        network.rnnClearPreviousState();
        int first = draw(read(prompt), random);
        // Not the next token but one: what is drawn last need not be read.
        return IntStream.iterate(first, token -> {
            if (number != sequence) {
                throw new IllegalStateException(
                        "another sequence was begun with this generator, and the network has one"
                                + " state; end one sequence before the next, or load the network twice");
            }
            return draw(read(token), random);
        });
    }

    private void require(int... prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("expected a prompt of at least one token, found an empty one");
        }
        for (int t = 0; t < prompt.length; t++) {
            if (prompt[t] < 0 || prompt[t] >= vocabulary) {
                throw new IllegalArgumentException("expected tokens from 0 to " + (vocabulary - 1)
                        + " in the prompt, found " + prompt[t] + " at step " + t);
            }
        }
    }

    /** Probabilities of what comes after the last of these tokens. */
    private double[] read(int... tokens) {
        INDArray input = embeds
                ? TokenArrays.features(List.<int[]>of(tokens))
                : TokenArrays.oneHot(List.<int[]>of(tokens), vocabulary);
        double[] all = network.rnnTimeStep(input).dup('f').data().asDouble();
        return Arrays.copyOfRange(all, all.length - vocabulary, all.length);
    }

    private int draw(double[] probabilities, Random random) {
        int likeliest = 0;
        for (int token = 0; token < vocabulary; token++) {
            if (!Double.isFinite(probabilities[token])) {
                throw new IllegalStateException("expected probabilities from the network, found " + probabilities[token]
                        + " for token " + token + ": its training diverged; train it with a smaller learning rate");
            }
            likeliest = probabilities[token] > probabilities[likeliest] ? token : likeliest;
        }
        if (temperature == 0) {
            return likeliest;
        }
        double least = topK < vocabulary ? Arrays.stream(probabilities).sorted().toArray()[vocabulary - topK] : 0;
        // Of tokens that are as likely as the last one that is kept, those of the lowest indices.
        long ofLeast =
                topK - Arrays.stream(probabilities).filter(p -> p > least).count();
        double sum = 0;
        var weights = new double[vocabulary];
        for (int token = 0; token < vocabulary; token++) {
            double probability = probabilities[token];
            if (probability > least || (probability == least && ofLeast-- > 0)) {
                // Relative to the likeliest: at low temperatures, all powers of small numbers are 0.
                weights[token] = Math.pow(probability / probabilities[likeliest], 1 / temperature);
                sum += weights[token];
            }
        }
        double rest = random.nextDouble() * sum;
        int drawn = likeliest;
        for (int token = 0; token < vocabulary && rest >= 0; token++) {
            if (weights[token] > 0) {
                drawn = token;
                rest -= weights[token];
            }
        }
        return drawn;
    }

    /** How tokens are drawn; by default from all, with the probabilities that the network gives, from seed 1. */
    public static final class Builder {

        private final MultiLayerNetwork network;
        private final int vocabulary;
        private double temperature = 1;
        private int topK;
        private long seed = 1;

        /**
         * Of a network that names the next token, as a {@link SequenceLanguageModel}'s does.
         *
         * @throws IllegalArgumentException if its outputs are not as many as the tokens it reads, or not of every step
         */
        public Builder(MultiLayerNetwork network) {
            this.network = network;
            var first = (FeedForwardLayer) inner(network.getLayer(0).conf().getLayer());
            var last = network.getOutputLayer().conf().getLayer();
            if (!(last instanceof RnnOutputLayer output) || first.getNIn() != output.getNOut()) {
                throw new IllegalArgumentException(
                        "expected a network that names the next of the tokens that it reads, with an"
                                + " RnnOutputLayer as wide as its vocabulary; found " + first.getNIn()
                                + " inputs and a "
                                + last.getClass().getSimpleName() + " of "
                                + (last instanceof FeedForwardLayer layer ? layer.getNOut() : 0) + " outputs");
            }
            vocabulary = (int) output.getNOut();
            topK = vocabulary;
        }

        /**
         * Below 1, likely tokens become likelier; above 1, unlikely ones do; at 0, each is the likeliest. 1 by default: as the network
         * says. The probabilities are raised to the power of 1 / temperature.
         */
        public Builder temperature(double temperature) {
            this.temperature = SequenceNetwork.Builder.atLeastZero("temperature", temperature);
            return this;
        }

        /** Draws from the likeliest tokens alone, so many of them; from all by default, and if there are not so many. */
        public Builder topK(int topK) {
            this.topK = Math.min(SequenceNetwork.Builder.positive("topK", topK), vocabulary);
            return this;
        }

        /** Seed of what is drawn; 1 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The generator. */
        public TokenGenerator build() {
            return new TokenGenerator(this);
        }

        private static Layer inner(Layer layer) {
            return layer instanceof BaseWrapperLayer wrapper ? inner(wrapper.getUnderlying()) : layer;
        }
    }
}
