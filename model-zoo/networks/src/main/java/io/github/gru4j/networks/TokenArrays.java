package io.github.gru4j.networks;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences of tokens as the arrays that networks read: index 0 and a mask of 0 where a sequence has ended. */
final class TokenArrays {

    private TokenArrays() {}

    /** [batch, 1, time], of the longest sequence. */
    static INDArray features(List<int[]> sequences) {
        int time = longest(sequences);
        var values = new float[sequences.size() * time];
        for (int i = 0; i < sequences.size(); i++) {
            int[] tokens = sequences.get(i);
            for (int t = 0; t < tokens.length; t++) {
                values[i * time + t] = tokens[t];
            }
        }
        return Nd4j.create(values, new long[] {sequences.size(), 1, time}, 'c');
    }

    /** [batch, time], 1 where there is a token; null if all sequences are of one length. */
    static INDArray mask(List<int[]> sequences) {
        int time = longest(sequences);
        if (sequences.stream().allMatch(tokens -> tokens.length == time)) {
            return null;
        }
        var values = new float[sequences.size() * time];
        for (int i = 0; i < sequences.size(); i++) {
            Arrays.fill(values, i * time, i * time + sequences.get(i).length, 1);
        }
        return Nd4j.create(values, new long[] {sequences.size(), time}, 'c');
    }

    /** [batch, classes, time], 1 for the token of each step. */
    static INDArray oneHot(List<int[]> sequences, int classes) {
        int time = longest(sequences);
        var values = new float[Math.multiplyExact(sequences.size() * time, classes)];
        for (int i = 0; i < sequences.size(); i++) {
            int[] tokens = sequences.get(i);
            for (int t = 0; t < tokens.length; t++) {
                values[(i * classes + tokens[t]) * time + t] = 1;
            }
        }
        return Nd4j.create(values, new long[] {sequences.size(), classes, time}, 'c');
    }

    static int longest(List<int[]> sequences) {
        return sequences.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
    }

    /** @throws IllegalArgumentException if there is no sequence, or one of them is empty */
    static void requireSteps(List<int[]> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("expected at least one sequence, found none");
        }
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).length == 0) {
                throw new IllegalArgumentException(
                        "expected at least one token in every input, found none in sequence " + i + "; leave it out");
            }
        }
    }

    /** @throws IllegalArgumentException if a token is not below {@code vocabulary} */
    static void requireBelow(int vocabulary, List<int[]> sequences, String what) {
        for (int i = 0; i < sequences.size(); i++) {
            int[] tokens = sequences.get(i);
            for (int t = 0; t < tokens.length; t++) {
                if (tokens[t] < 0 || tokens[t] >= vocabulary) {
                    throw new IllegalArgumentException("expected tokens from 0 to " + (vocabulary - 1) + " in the "
                            + what + ", found " + tokens[t] + " in sequence " + i + " at step " + t);
                }
            }
        }
    }
}
