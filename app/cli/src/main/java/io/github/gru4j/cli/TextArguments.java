package io.github.gru4j.cli;

import static io.github.gru4j.cli.DataKind.LANGUAGE_MODEL;
import static io.github.gru4j.cli.DataKind.TEXT;
import static io.github.gru4j.cli.DataKind.WORDS;

import io.github.gru4j.datasets.text.Normalization;
import io.github.gru4j.datasets.text.TextFormat;
import io.github.gru4j.datasets.text.Tokens;
import io.github.gru4j.datasets.text.Truncation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of {@code --kind text}, {@code words} and {@code language-model}. */
final class TextArguments {

    @ForKinds({TEXT, WORDS})
    @Option(
            names = "--text-format",
            paramLabel = "FORMAT",
            converter = Formats.class,
            completionCandidates = Formats.class,
            description =
                    "${COMPLETION-CANDIDATES}; found by default. In label-lines, a tab ends the label if there is one in "
                            + "every line, else the first blank.")
    TextFormat format;

    @ForKinds({TEXT, WORDS})
    @Option(names = "--text-column", paramLabel = "COLUMN", description = "Holds the text, by default \"text\".")
    String textColumn;

    @ForKinds({TEXT, WORDS})
    @Option(names = "--no-quotes", description = "Quotes in a delimited file are characters like others.")
    boolean noQuotes;

    @ForKinds({TEXT, WORDS})
    @Option(names = "--skip-empty", description = "Leave texts without tokens out; by default they are refused.")
    boolean skipEmpty;

    @ForKinds({TEXT, WORDS})
    @Option(names = "--max-length", paramLabel = "N", description = "Tokens read of a text, by default 256.")
    Integer maxLength;

    @ForKinds({TEXT, WORDS})
    @Option(
            names = "--truncate",
            paramLabel = "SIDE",
            converter = Sides.class,
            completionCandidates = Sides.class,
            description = "Side of a longer text that is cut off: ${COMPLETION-CANDIDATES}; by default end.")
    Truncation truncate;

    @ForKinds(WORDS)
    @Option(
            names = "--word-vectors",
            paramLabel = "FILE",
            description = "Begin the embedding with these, in the text format of word2vec or GloVe (words).")
    Path wordVectors;

    @ForKinds(LANGUAGE_MODEL)
    @Option(
            names = "--tokens",
            paramLabel = "WHAT",
            converter = TokenKinds.class,
            completionCandidates = TokenKinds.class,
            description = "${COMPLETION-CANDIDATES}; by default characters (language-model).")
    Tokens tokens;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL})
    @Option(
            names = "--lower-case",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether capital letters become small; by default for words.")
    Boolean lowerCase;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL})
    @Option(
            names = "--normal-form",
            paramLabel = "FORM",
            converter = Forms.class,
            completionCandidates = Forms.class,
            description = "Of Unicode: ${COMPLETION-CANDIDATES}; by default nfc.")
    Normalization normalForm;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL})
    @Option(
            names = "--min-count",
            paramLabel = "N",
            description = "How often training must show a token for it to be known, by default 2.")
    Integer minCount;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL})
    @Option(
            names = "--max-vocabulary",
            paramLabel = "N",
            description = "Most tokens that are known, the commonest; by default 50000.")
    Integer maxVocabulary;

    static final class Formats extends EnumNames<TextFormat> {
        Formats() {
            super(TextFormat.class);
        }
    }

    static final class Sides extends EnumNames<Truncation> {
        Sides() {
            super(Truncation.class);
        }
    }

    static final class TokenKinds extends EnumNames<Tokens> {
        TokenKinds() {
            super(Tokens.class);
        }
    }

    static final class Forms extends EnumNames<Normalization> {
        Forms() {
            super(Normalization.class);
        }
    }
}
