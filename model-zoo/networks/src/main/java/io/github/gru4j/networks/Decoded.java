package io.github.gru4j.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer that a {@link SequenceDecoder} read off a network.
 *
 * @param tokens of the answer, without its end
 * @param logProbability natural logarithm of the probability that the network gives to these tokens, and to the end if the answer has
 *     ended; comparable between answers to the same input
 * @param ended whether the network ended the answer, or the limit of length cut it off
 */
public record Decoded(List<Integer> tokens, double logProbability, boolean ended) {

    static final Decoded BEGIN = new Decoded(List.of(), 0, false);

    /** Copies the tokens. */
    public Decoded {
        tokens = List.copyOf(tokens);
    }

    /** The tokens, in the form in which inputs are given. */
    public int[] toArray() {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /** This answer and one token more. */
    Decoded with(int token, double itsLogProbability) {
        var longer = new ArrayList<>(tokens);
        longer.add(token);
        return new Decoded(longer, logProbability + itsLogProbability, false);
    }

    /** This answer, at its end. */
    Decoded end(double itsLogProbability) {
        return new Decoded(tokens, logProbability + itsLogProbability, true);
    }
}
