package io.github.gru4j.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads answers off an {@link EncoderDecoder}'s network, which may have been loaded from a file: the encoder runs once, then the
 * decoder step by step, each step told the token that was chosen before.
 *
 * <pre>{@code
 * var decoder = new SequenceDecoder(ComputationGraph.load(file, false));
 * List<Decoded> answers = decoder.greedy(inputs, 20);  // the likeliest token at each step
 * List<Decoded> best = decoder.beam(input, 4, 20);     // the likeliest answers as wholes, best first
 * }</pre>
 *
 * <p>Like the network, for one thread at a time.
 */
public final class SequenceDecoder {

    private final DecoderSteps steps;

    /** @throws IllegalArgumentException if the network is not that of an {@link EncoderDecoder} */
    public SequenceDecoder(ComputationGraph network) {
        steps = new DecoderSteps(network);
    }

    /**
     * For each input, the tokens that are each the likeliest after those before.
     *
     * @param inputs tokens, at least one in each
     * @param longest most tokens of an answer
     * @throws IllegalArgumentException if there is no input, one is empty or holds a token that the network does not have, the
     *     network reads vectors, or {@code longest} is below 1
     */
    public List<Decoded> greedy(List<int[]> inputs, int longest) {
        steps.requireTokens(inputs);
        return greedy(TokenArrays.features(inputs), TokenArrays.mask(inputs), longest);
    }

    /**
     * As {@link #greedy(List, int)}, of arrays.
     *
     * @param features [batch, 1 or features, time]
     * @param mask [batch, time]; null if every step of every sequence counts
     * @param longest most tokens of an answer
     */
    public List<Decoded> greedy(INDArray features, INDArray mask, int longest) {
        SequenceNetwork.Builder.positive("longest", longest);
        int batch = (int) features.size(0);
        List<Decoded> answers = new ArrayList<>(Collections.nCopies(batch, Decoded.BEGIN));
        int[] previous = new int[batch];
        Arrays.fill(previous, steps.boundary());
        steps.begin(features, mask);
        for (int length = 0; length < longest && !answers.stream().allMatch(Decoded::ended); length++) {
            double[][] logProbabilities = steps.next(previous);
            for (int i = 0; i < batch; i++) {
                Decoded answer = answers.get(i);
                int token = BeamSearch.likeliest(logProbabilities[i]);
                double logProbability = logProbabilities[i][token];
                previous[i] = token;
                if (!answer.ended()) {
                    answers.set(
                            i,
                            token == steps.boundary()
                                    ? answer.end(logProbability)
                                    : answer.with(token, logProbability));
                }
            }
        }
        if (!answers.stream().allMatch(Decoded::ended)) {
            answers = BeamSearch.cutOff(answers, steps.next(previous), steps.boundary());
        }
        steps.end();
        return List.copyOf(answers);
    }

    /**
     * The likeliest answers to an input that are found by going on, at each step, with the {@code width} likeliest beginnings. The first
     * is at least as likely as {@link #greedy greedy}'s, which is always compared too. Likelihood is that of the whole answer, so
     * that short ones have an advantage.
     *
     * @param input tokens, at least one
     * @param width number of beginnings that are kept, and most answers that are given
     * @param longest most tokens of an answer
     * @return at most {@code width} answers, the likeliest first
     * @throws IllegalArgumentException as {@link #greedy(List, int)}, and if {@code width} is below 1
     */
    public List<Decoded> beam(int[] input, int width, int longest) {
        steps.requireTokens(List.of(input));
        return beam(TokenArrays.features(List.of(input)), width, longest);
    }

    /**
     * As {@link #beam(int[], int, int)}, of an array.
     *
     * @param features [1, 1 or features, time]
     * @param width number of beginnings that are kept, and most answers that are given
     * @param longest most tokens of an answer
     */
    public List<Decoded> beam(INDArray features, int width, int longest) {
        SequenceNetwork.Builder.positive("width", width);
        if (features.size(0) != 1) {
            throw new IllegalArgumentException("expected one input for a beam, found " + features.size(0));
        }
        // The beginning of greedy's answer may be crowded out of the beam by beginnings that end less well.
        Decoded greedy = greedy(features, null, longest).get(0);
        steps.begin(features, null);
        var found = new ArrayList<>(new BeamSearch(steps, width).run(longest));
        steps.end();
        if (found.stream().noneMatch(answer -> answer.tokens().equals(greedy.tokens()))) {
            found.add(greedy);
        }
        return BeamSearch.best(found, width);
    }
}
