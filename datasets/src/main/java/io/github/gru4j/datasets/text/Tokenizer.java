package io.github.gru4j.datasets.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Cuts texts into tokens.
 *
 * @param tokens what a token is
 * @param normalization what texts are brought to before
 * @param lowerCase whether capital letters become small ones, by rules that no locale changes
 */
public record Tokenizer(Tokens tokens, Normalization normalization, boolean lowerCase) {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Latin, Greek and Cyrillic letters: most of what is read, made once. */
    private static final List<String> COMMON =
            IntStream.range(0, 0x530).mapToObj(Character::toString).toList();

    public Tokenizer {
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(normalization, "normalization");
    }

    /** A text as it is cut: normalised, and in lower case if asked for. */
    String normalised(String text) {
        var normal = normalization.of(text);
        // Lower case can undo the normal form: "İ" becomes "i" and a combining dot.
        return lowerCase ? normalization.of(normal.toLowerCase(Locale.ROOT)) : normal;
    }

    /** All tokens of a text. */
    public List<String> split(String text) {
        var normal = normalised(text);
        return texts(normal, bounds(normal));
    }

    /**
     * The tokens of a text that a network reads.
     *
     * @param most at most so many
     * @param cut where the others are
     */
    List<String> split(String text, int most, Truncation cut) {
        var normal = normalised(text);
        int[] bounds = bounds(normal);
        int count = bounds.length / 2;
        if (count <= most) {
            return texts(normal, bounds);
        }
        return cut == Truncation.END
                ? texts(normal, Arrays.copyOf(bounds, 2 * end(normal, bounds, most)))
                : texts(normal, Arrays.copyOfRange(bounds, 2 * start(normal, bounds, count - most), bounds.length));
    }

    private static List<String> texts(String text, int[] bounds) {
        return IntStream.range(0, bounds.length / 2)
                .mapToObj(token -> text(text, bounds[2 * token], bounds[2 * token + 1]))
                .toList();
    }

    private static String text(String text, int from, int to) {
        return to == from + 1 && text.charAt(from) < COMMON.size()
                ? COMMON.get(text.charAt(from))
                : text.substring(from, to);
    }

    /** Not between a letter and its marks, unless nothing would be left. */
    private static int end(String text, int[] bounds, int most) {
        int end = most;
        while (end > 0 && continues(text, bounds[2 * end])) {
            end--;
        }
        return end == 0 ? most : end;
    }

    private static int start(String text, int[] bounds, int from) {
        int count = bounds.length / 2;
        int start = from;
        while (start < count && continues(text, bounds[2 * start])) {
            start++;
        }
        return start == count ? from : start;
    }

    /** Whether what stands here is read as one sign with what stands before. */
    private static boolean continues(String text, int at) {
        return isMark(text.codePointAt(at)) || (at > 0 && text.codePointBefore(at) == ZERO_WIDTH_JOINER);
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> character == ZERO_WIDTH_JOINER;
        };
    }

    /** Where each token begins and ends; as numbers, since texts may be long and most of one is cut off. */
    private int[] bounds(String text) {
        return tokens == Tokens.CHARACTERS ? characters(text) : words(text);
    }

    private static int[] characters(String text) {
        var bounds = new int[2 * text.length()];
        int size = 0;
        for (int at = 0; at < text.length(); ) {
            int end = at + Character.charCount(text.codePointAt(at));
            bounds[size++] = at;
            bounds[size++] = end;
            at = end;
        }
        return Arrays.copyOf(bounds, size);
    }

    private static int[] words(String text) {
        var bounds = new int[2 * text.length()];
        int size = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            int end = at + Character.charCount(character);
            if (!isBlank(character)) {
                end = isWord(character) ? endOfWord(text, end) : endOfMarks(text, end);
                bounds[size++] = at;
                bounds[size++] = end;
            }
            at = end;
        }
        return Arrays.copyOf(bounds, size);
    }

    /** Line ends are tokens, where a text has any left: a language model learns them. */
    private static boolean isBlank(int character) {
        return character != '\n' && (Character.isWhitespace(character) || Character.isSpaceChar(character));
    }

    private static boolean isWord(int character) {
        return Character.isLetterOrDigit(character) && !Character.isIdeographic(character);
    }

    private static int endOfMarks(String text, int from) {
        int at = from;
        while (at < text.length() && isMark(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (!isWord(character) && !isMark(character) && !joins(text, at, character)) {
                break;
            }
            at = next;
        }
        return at;
    }

    /** An apostrophe between letters, a comma or a point between digits. */
    private static boolean joins(String text, int at, int character) {
        if (at + 1 >= text.length()) {
            return false;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(at + 1);
        return switch (character) {
            case '\'', '\u2019' ->
                (Character.isLetter(before) || isMark(before)) && Character.isLetter(after) && isWord(after);
            case ',', '.' -> Character.isDigit(before) && Character.isDigit(after);
            default -> false;
        };
    }
}
