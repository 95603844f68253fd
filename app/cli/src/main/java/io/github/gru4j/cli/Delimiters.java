package io.github.gru4j.cli;

import io.github.gru4j.datasets.sequences.Separator;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** What {@code --delimiter} says, as each kind takes it. */
final class Delimiters {

    private static final Map<String, Character> CHARACTERS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|');

    private static final Map<String, Separator> SEPARATORS = Map.of(
            "comma", Separator.COMMA,
            ",", Separator.COMMA,
            "semicolon", Separator.SEMICOLON,
            ";", Separator.SEMICOLON,
            "tab", Separator.TAB,
            "\t", Separator.TAB,
            "blanks", Separator.BLANKS,
            " ", Separator.BLANKS);

    private Delimiters() {}

    /** Null for null. */
    static Character character(String text, Function<String, ParameterException> wrong) {
        if (text == null) {
            return null;
        }
        Character named = CHARACTERS.get(text);
        if (named == null && text.length() != 1) {
            throw wrong.apply(
                    "--delimiter is \"" + text + "\"; valid are: comma, semicolon, tab, bar, or a single character");
        }
        return named == null ? text.charAt(0) : named;
    }

    /** Null for null. */
    static Separator separator(String text, Function<String, ParameterException> wrong) {
        if (text == null) {
            return null;
        }
        Separator separator = SEPARATORS.get(text);
        if (separator == null) {
            throw wrong.apply(
                    "--delimiter is \"" + text + "\"; valid for --kind sequences are: comma, semicolon, tab, blanks");
        }
        return separator;
    }
}
