package io.github.gru4j.datasets.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** What the options of all kinds of text have in common. */
abstract sealed class TokenBuilder<B extends TokenBuilder<B>> permits TextOptions.Builder, PlainTextOptions.Builder {

    private static final int TIMES_TO_BE_KNOWN = 2;
    private static final int KNOWN_TOKENS = 50_000;

    Path data;
    String name;
    Charset charset = StandardCharsets.UTF_8;
    Tokens tokens = Tokens.CHARACTERS;
    Normalization normalization = Normalization.NFC;
    Boolean lowerCase;
    int minCount = TIMES_TO_BE_KNOWN;
    int maxVocabulary = KNOWN_TOKENS;
    Fractions fractions = Fractions.DEFAULT;
    Path validation;
    Path test;

    abstract B self();

    /** The file or folder to read; required. */
    public final B data(Path path) {
        data = path;
        return self();
    }

    /** What the task is called; default: the name of the file without its extension. */
    public final B name(String taskName) {
        name = taskName;
        return self();
    }

    /** What files are written in; default: UTF-8. */
    public final B charset(Charset ofFiles) {
        charset = Objects.requireNonNull(ofFiles, "charset");
        return self();
    }

    /** What a step is; default: characters. */
    public final B tokens(Tokens kind) {
        tokens = Objects.requireNonNull(kind, "tokens");
        return self();
    }

    /** Default: NFC. */
    public final B normalization(Normalization form) {
        normalization = Objects.requireNonNull(form, "normalization");
        return self();
    }

    /** Whether capital letters become small ones; default: for words yes, for characters no. */
    public final B lowerCase(boolean small) {
        lowerCase = small;
        return self();
    }

    /** How often training must show a token for it to be known; default: 2. */
    public final B minCount(int count) {
        minCount = atLeast(1, count, "The least count of a token that is known");
        return self();
    }

    /** How many tokens are known at most, the commonest; default: 50,000. */
    public final B maxVocabulary(int size) {
        maxVocabulary = atLeast(1, size, "The largest vocabulary");
        return self();
    }

    /**
     * Shares of the splits; default: 0.70, 0.15, 0.15. Those of splits that have files of their own do not count.
     *
     * @throws IllegalArgumentException if one is not above 0, or they do not sum to 1
     */
    public final B fractions(double ofTrain, double ofValidation, double ofTest) {
        fractions = new Fractions(ofTrain, ofValidation, ofTest);
        return self();
    }

    /** A file or folder of the same format that holds the validation split; default: it is cut from the data. */
    public final B validation(Path path) {
        validation = path;
        return self();
    }

    /** A file or folder of the same format that holds the test split; default: it is cut from the data. */
    public final B test(Path path) {
        test = path;
        return self();
    }

    static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be at least " + least + ".");
        }
        return value;
    }

    final Path requiredData() {
        if (data == null) {
            throw new IllegalArgumentException("data is missing: name the file or folder to read.");
        }
        return data;
    }

    final Tokenizer tokenizer() {
        return new Tokenizer(tokens, normalization, lowerCase == null ? tokens == Tokens.WORDS : lowerCase);
    }

    final String taskName() {
        return name == null ? FileNames.base(requiredData()) : name;
    }
}
