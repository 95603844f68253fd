package io.github.gru4j.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Makes the minibatches that an {@link EncoderDecoder} is trained with. While it is trained, its decoder is told the right token
 * before each step, whatever it named itself (Williams and Zipser 1989), so that all steps are computed in one pass.
 *
 * <pre>{@code
 * input      c a t
 * previous   |  t  a  c     | stands for what is before the first token, and after the last
 * labels     t  a  c  |
 * }</pre>
 *
 * @param outputTokens number of tokens that an answer is made of: the network's {@link EncoderDecoder.Builder#outputTokens}
 */
public record TeacherForcing(int outputTokens) {

    /** @throws IllegalArgumentException if there are no tokens */
    public TeacherForcing {
        SequenceNetwork.Builder.positive("outputTokens", outputTokens);
    }

    /**
     * A minibatch from tokens to tokens, of any lengths: inputs of at least one token, answers of any number.
     *
     * @throws IllegalArgumentException if there are not as many answers as inputs, an input is empty, or a token of an answer is
     *     not below {@code outputTokens}
     */
    public MultiDataSet minibatch(List<int[]> inputs, List<int[]> answers) {
        TokenArrays.requireSteps(inputs);
        return minibatch(TokenArrays.features(inputs), TokenArrays.mask(inputs), answers);
    }

    /**
     * A minibatch from vectors to tokens.
     *
     * @param features [batch, features, time]
     * @param mask of the features, [batch, time]; null if every step of every sequence counts
     * @param answers one for each sequence
     * @throws IllegalArgumentException if there are not as many answers as sequences, or a token is not below {@code outputTokens}
     */
    public MultiDataSet minibatch(INDArray features, INDArray mask, List<int[]> answers) {
        if (answers.size() != features.size(0)) {
            throw new IllegalArgumentException(
                    "expected an answer for each of " + features.size(0) + " inputs, found " + answers.size());
        }
        TokenArrays.requireBelow(outputTokens, answers, "answers");
        var previous = new ArrayList<int[]>();
        var next = new ArrayList<int[]>();
        for (int[] answer : answers) {
            int[] before = new int[answer.length + 1];
            before[0] = outputTokens;
            System.arraycopy(answer, 0, before, 1, answer.length);
            previous.add(before);
            int[] after = Arrays.copyOf(answer, answer.length + 1);
            after[answer.length] = outputTokens;
            next.add(after);
        }
        // The decoder needs no mask: it reads forward, so that padding, which is at the end, changes no step before it.
        return new MultiDataSet(
                new INDArray[] {features, TokenArrays.features(previous)},
                new INDArray[] {TokenArrays.oneHot(next, outputTokens + 1)},
                new INDArray[] {mask, null},
                new INDArray[] {TokenArrays.mask(next)});
    }
}
