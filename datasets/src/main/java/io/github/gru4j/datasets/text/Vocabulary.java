package io.github.gru4j.datasets.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens and their indices: 0 is padding, 1 is every unknown token, the rest follow in the order of {@link #tokens()}.
 *
 * <pre>{@code
 * var vocabulary = Vocabulary.learn(List.of(List.of("a", "n", "n", "a"), List.of("o", "t", "t", "o")), 2, 100);
 * vocabulary.indexOf("a"); // 2
 * vocabulary.indexOf("x"); // Vocabulary.UNKNOWN
 * }</pre>
 */
public final class Vocabulary {

    /** Index of padding. */
    public static final int PADDING = 0;

    /** Index of every token that the vocabulary does not hold. */
    public static final int UNKNOWN = 1;

    /** Of known tokens. */
    static final int FIRST_KNOWN = 2;

    /** Unicode's own sign for what is unknown; never known. */
    private static final String REPLACEMENT = "\uFFFD";

    private final List<String> tokens;
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * @param tokens known tokens, each once
     * @throws IllegalArgumentException if one is there twice, empty, or U+FFFD
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Vocabulary(List<String> tokens) {
        this.tokens = List.copyOf(tokens);
        for (var token : this.tokens) {
            if (token.isEmpty() || token.equals(REPLACEMENT) || indices.put(token, size(indices)) != null) {
                throw new IllegalArgumentException(
                        "A vocabulary holds each token once, none empty and never U+FFFD, but this one has '" + token
                                + "' (" + this.tokens.size() + " tokens).");
            }
        }
    }

    private static int size(Map<String, Integer> known) {
        return FIRST_KNOWN + known.size();
    }

    /** As {@link TokenCounts#vocabulary(int, int)}, of texts that are in memory. */
    public static Vocabulary learn(Collection<List<String>> texts, int minCount, int maxSize) {
        var counts = new TokenCounts();
        texts.forEach(counts::add);
        return counts.vocabulary(minCount, maxSize);
    }

    static Vocabulary of(Collection<String> known) {
        return new Vocabulary(known.stream()
                .filter(token -> !token.equals(REPLACEMENT))
                .sorted(Comparator.naturalOrder())
                .toList());
    }

    /** Known tokens; the first has index 2. */
    @JsonValue
    public List<String> tokens() {
        return tokens;
    }

    /** Number of indices, padding and unknown included. */
    public int size() {
        return size(indices);
    }

    /** Index of a token; {@link #UNKNOWN} if the vocabulary does not hold it. */
    public int indexOf(String token) {
        return indices.getOrDefault(token, UNKNOWN);
    }

    /**
     * The token of an index; U+FFFD for {@link #UNKNOWN}, nothing for {@link #PADDING}.
     *
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public String token(int index) {
        return switch (index) {
            case PADDING -> "";
            case UNKNOWN -> REPLACEMENT;
            default -> tokens.get(index - FIRST_KNOWN);
        };
    }

    /** Indices of tokens, as a row's steps hold them. */
    float[] indices(List<String> text) {
        var steps = new float[text.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = indexOf(text.get(i));
        }
        return steps;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && tokens.equals(vocabulary.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary of " + tokens.size() + " tokens";
    }
}
