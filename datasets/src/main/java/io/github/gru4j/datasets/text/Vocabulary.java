package io.github.gru4j.datasets.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Characters and their indices: 0 is padding, 1 is every unknown character, the rest follow in the order of
 * {@code characters}.
 *
 * <pre>{@code
 * var vocabulary = Vocabulary.learn(List.of("anna", "otto"));
 * vocabulary.indexOf('a'); // 2
 * vocabulary.indexOf('x'); // Vocabulary.UNKNOWN
 * }</pre>
 *
 * @param characters known characters, each once
 */
public record Vocabulary(String characters) {

    /** Index of padding. */
    public static final int PADDING = 0;

    /** Index of every character that the vocabulary does not hold. */
    public static final int UNKNOWN = 1;

    /** Stands in texts for what is unknown; Unicode's own sign for it. */
    static final char REPLACEMENT = '\uFFFD';

    private static final int FIRST_KNOWN = 2;
    private static final int TIMES_TO_BE_KNOWN = 2;

    public Vocabulary {
        if (characters.chars().distinct().count() != characters.length() || characters.indexOf(REPLACEMENT) >= 0) {
            throw new IllegalArgumentException(
                    "A vocabulary holds each character once and never U+FFFD, but this one is '" + characters + "'.");
        }
    }

    /**
     * Learns the characters of texts. One that occurs only once stays unknown: else no text to learn from would hold an
     * unknown character, and its embedding would keep its random start.
     */
    public static Vocabulary learn(Collection<String> texts) {
        var counts = new TreeMap<Character, Integer>();
        texts.forEach(text -> text.chars().forEach(c -> counts.merge((char) c, 1, Integer::sum)));
        var known = new StringBuilder();
        counts.forEach((character, count) -> {
            if (count >= TIMES_TO_BE_KNOWN && character != REPLACEMENT) {
                known.append(character.charValue());
            }
        });
        return new Vocabulary(known.toString());
    }

    /** Number of indices, padding and unknown included. */
    public int size() {
        return FIRST_KNOWN + characters.length();
    }

    /** Index of a character; {@link #UNKNOWN} if the vocabulary does not hold it. */
    public int indexOf(char character) {
        int position = characters.indexOf(character);
        return position < 0 ? UNKNOWN : FIRST_KNOWN + position;
    }

    /** Indices by character; {@link #REPLACEMENT} stands for the unknown. */
    Map<Character, Integer> indices() {
        var indices = new HashMap<Character, Integer>();
        indices.put(REPLACEMENT, UNKNOWN);
        characters.chars().forEach(c -> indices.put((char) c, indexOf((char) c)));
        return indices;
    }

    /** Matches one character that the vocabulary does not hold. */
    String unknownPattern() {
        // Without known characters "[^]" would not compile; the replacement itself may always match.
        return "[^" + REPLACEMENT + Pattern.quote(characters) + "]";
    }
}
