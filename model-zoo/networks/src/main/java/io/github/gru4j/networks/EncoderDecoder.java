package io.github.gru4j.networks;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns a sequence into a sequence of tokens of another length: an encoder reads the whole input, and a decoder names one token of the
 * answer after the other, from what the encoder knew at its end and the token named before (Cho et al. 2014, arXiv:1406.1078).
 *
 * <pre>{@code
 * ComputationGraph network = new EncoderDecoder.Builder()
 *         .tokens(26, 32)        // letters in, with an embedding of width 32
 *         .outputTokens(26, 32)  // letters out
 *         .cell(CellType.GRU)
 *         .hidden(256)
 *         .build()
 *         .init();
 * network.fit(new TeacherForcing(26).minibatch(words, reversed)); // List<int[]>, List<int[]>
 * Decoded answer = new SequenceDecoder(network).beam(word, 4, 20).get(0);
 * }</pre>
 *
 * <p>The decoder is given the encoder's end at every step beside the embedding of the token before, and begins from a state of zeros:
 * the form in which DL4J has encoder-decoders. The other form, in which the encoder's last state is the decoder's first, cannot be
 * trained with every cell, as DL4J's recurrent layers hand no gradient back to the state that they began from. A cell's inner
 * memory (that of an LSTM) stays where it is: its output is handed over, as for any cell.
 *
 * <p>A bidirectional cell is for the encoder; the decoder, which cannot see what it has not named yet, then has the
 * cell's {@linkplain CellType#forward() forward half}.
 *
 * <p>The graph has two inputs: {@code input}, [batch, 1 or features, time] with a features mask [batch, time] where lengths differ, and
 * {@code previous}, [batch, 1, steps], what the decoder is told to have named before each step. Its output is
 * [batch, outputTokens + 1, steps]: probabilities of the tokens and, last, of the answer's end. {@link TeacherForcing} makes minibatches
 * of that form, {@link SequenceDecoder} reads answers off a network. It is a plain {@link ComputationGraph}, and is saved and loaded as one.
 */
public final class EncoderDecoder {

    static final String INPUT = "input";
    static final String PREVIOUS = "previous";
    static final String INPUT_EMBEDDING = "input-embedding";
    static final String ENCODER = "encoder-";
    /** The last layer of the encoder: [batch, size]. */
    static final String CONTEXT = "context";

    static final String CONTEXT_OF_EVERY_STEP = "context-of-every-step";
    static final String PREVIOUS_EMBEDDING = "previous-embedding";
    static final String DECODER_INPUT = "decoder-input";
    static final String DECODER = "decoder-";
    static final String OUTPUT = "output";

    private final ComputationGraphConfiguration conf;
    private final INDArray vectors;

    private EncoderDecoder(Builder builder) {
        vectors = builder.vectors();
        var graph = builder.network().graphBuilder().addInputs(INPUT, PREVIOUS);
        String below = INPUT;
        if (builder.embedding() > 0) {
            graph.addLayer(INPUT_EMBEDDING, builder.embedding(builder.inputSize(), builder.embedding()), below);
            below = INPUT_EMBEDDING;
        }
        for (int number = 1; number <= builder.layers(); number++) {
            boolean last = number == builder.layers();
            String name = last ? CONTEXT : ENCODER + number;
            graph.addLayer(name, builder.recurrent(builder.cell(), number, last), below);
            below = name;
        }
        graph.addVertex(CONTEXT_OF_EVERY_STEP, new DuplicateToTimeSeriesVertex(PREVIOUS), CONTEXT);
        // One more than there are tokens: what is named before the first token.
        int outputs = builder.outputTokens + 1;
        graph.addLayer(PREVIOUS_EMBEDDING, builder.embedding(outputs, builder.outputEmbedding), PREVIOUS);
        graph.addVertex(DECODER_INPUT, new MergeVertex(), PREVIOUS_EMBEDDING, CONTEXT_OF_EVERY_STEP);
        below = DECODER_INPUT;
        for (int number = 1; number <= builder.layers(); number++) {
            graph.addLayer(DECODER + number, builder.recurrent(builder.cell().forward(), true, false), below);
            below = DECODER + number;
        }
        var output = new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(outputs)
                .build();
        builder.finish(output);
        conf = graph.addLayer(OUTPUT, output, below)
                .setOutputs(OUTPUT)
                .setInputTypes(InputType.recurrent(builder.inputSize()), InputType.recurrent(outputs))
                .build();
    }

    /** The configuration; a fresh copy, so that networks do not share it. */
    public ComputationGraphConfiguration conf() {
        return conf.clone();
    }

    /** A network with freshly drawn weights; those of the input's embedding are the vectors that were given for it. */
    public ComputationGraph init() {
        var network = new ComputationGraph(conf());
        network.init();
        if (vectors != null) {
            SequenceNetwork.beginWith(vectors, network.getLayer(INPUT_EMBEDDING));
        }
        return network;
    }

    /**
     * Required besides the input, the cell and its width: {@link #outputTokens}. {@link #layers} counts those of the encoder, and as many
     * more are the decoder's.
     */
    public static final class Builder extends SequenceNetwork.Builder<Builder> {

        private int outputTokens;
        private int outputEmbedding;

        /**
         * Number of tokens that an answer is made of, each of which, named, goes back into the decoder as a trained vector of
         * width {@code embedding}. Answers are of tokens below {@code vocabulary}; their end is no token of theirs.
         */
        public Builder outputTokens(int vocabulary, int embedding) {
            this.outputTokens = positive("output vocabulary", vocabulary);
            this.outputEmbedding = positive("output embedding", embedding);
            return this;
        }

        /** The network. */
        public EncoderDecoder build() {
            check();
            required("outputTokens", outputTokens > 0);
            return new EncoderDecoder(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
