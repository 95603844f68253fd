package io.github.gru4j.datasets.text;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How a {@link TextDataset} is read.
 *
 * <pre>{@code
 * var options = new TextOptions.Builder()
 *         .data(Path.of("reviews.csv"))
 *         .textColumn("review")
 *         .labelColumn("stars")
 *         .tokens(Tokens.WORDS)
 *         .maxLength(60)
 *         .build();
 * }</pre>
 */
public final class TextOptions {

    final Path data;
    final String name;
    final String title;
    final Charset charset;
    final TextFormat format;
    final String textColumn;
    final String labelColumn;
    final Character delimiter;
    final boolean quotes;
    final boolean skipEmpty;
    final Tokenizer tokenizer;
    final int minCount;
    final int maxVocabulary;
    final int maxLength;
    final Truncation truncation;
    final boolean balanced;
    final Path wordVectors;
    final int vectorWidth;
    final Fractions fractions;
    final Path validation;
    final Path test;
    final long seed;

    private TextOptions(Builder builder) {
        data = builder.requiredData();
        name = builder.taskName();
        title = builder.title;
        charset = builder.charset;
        format = builder.format;
        textColumn = builder.textColumn;
        labelColumn = builder.labelColumn;
        delimiter = builder.delimiter;
        quotes = builder.quotes;
        skipEmpty = builder.skipEmpty;
        tokenizer = builder.tokenizer();
        minCount = builder.minCount;
        maxVocabulary = builder.maxVocabulary;
        maxLength = builder.maxLength;
        truncation = builder.truncation;
        balanced = builder.balanced;
        wordVectors = builder.wordVectors;
        vectorWidth = builder.vectorWidth;
        fractions = builder.fractions;
        validation = builder.validation;
        test = builder.test;
        seed = builder.seed;
        if (textColumn.equals(labelColumn)) {
            throw new IllegalArgumentException(
                    "Text and label cannot both be in the column \"" + textColumn + "\"; name two.");
        }
        if (quotes && Objects.equals(delimiter, '"')) {
            throw new IllegalArgumentException(
                    "A quote cannot be between columns and around fields: choose another delimiter, or no quotes.");
        }
        if (vectorWidth > 0 && wordVectors == null) {
            throw new IllegalArgumentException("The file of word vectors is missing: their width is given.");
        }
    }

    /** Takes the options one by one; only {@code data} is required. */
    public static final class Builder extends TokenBuilder<Builder> {

        private static final int LENGTH = 256;
        private static final long SEED = 20140901;

        private String title;
        private TextFormat format;
        private String textColumn = "text";
        private String labelColumn = "label";
        private Character delimiter;
        private boolean quotes = true;
        private boolean skipEmpty;
        private int maxLength = LENGTH;
        private Truncation truncation = Truncation.END;
        private boolean balanced;
        private Path wordVectors;
        private int vectorWidth;
        private long seed = SEED;

        /** Asks for nothing yet. */
        public Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The question that is asked, for people; default: which of so many classes a text is in. */
        public Builder title(String question) {
            title = question;
            return this;
        }

        /** Default: what the file or folder looks like; see {@link TextFormat}. */
        public Builder format(TextFormat kept) {
            format = kept;
            return this;
        }

        /** Of a delimited file, the column that holds texts; default: "text". */
        public Builder textColumn(String header) {
            textColumn = Objects.requireNonNull(header, "textColumn");
            return this;
        }

        /** Of a delimited file, the column that holds classes; default: "label". */
        public Builder labelColumn(String header) {
            labelColumn = Objects.requireNonNull(header, "labelColumn");
            return this;
        }

        /** Of a delimited file, what is between fields; default: a tab in .tsv, else that of , ; tab | which finds both columns. */
        public Builder delimiter(char between) {
            delimiter = between;
            return this;
        }

        /** Of a delimited file, whether fields may be in quotes; default: yes. With no, quotes are characters like others. */
        public Builder quotes(boolean mean) {
            quotes = mean;
            return this;
        }

        /** Whether texts without tokens are left out; default: they are refused. Blank lines at the end of a file do not count. */
        public Builder skipEmpty(boolean leaveOut) {
            skipEmpty = leaveOut;
            return this;
        }

        /** Tokens that are read of a text; default: 256. */
        public Builder maxLength(int most) {
            maxLength = atLeast(1, most, "The longest text");
            return this;
        }

        /** Which side of a longer text is cut off; default: the end. */
        public Builder truncation(Truncation side) {
            truncation = Objects.requireNonNull(side, "truncation");
            return this;
        }

        /** Whether errors in rare classes cost more, so that all classes together cost the same; default: no. */
        public Builder balanced(boolean weights) {
            balanced = weights;
            return this;
        }

        /** A file of word vectors in the text format of word2vec or GloVe, UTF-8, to begin the embedding with; default: none. */
        public Builder wordVectors(Path file) {
            wordVectors = file;
            return this;
        }

        /** How wide the word vectors must be; default: as their file says. */
        public Builder vectorWidth(int numbers) {
            vectorWidth = atLeast(1, numbers, "The width of word vectors");
            return this;
        }

        /** What decides which text goes into which split, and how unknown vectors begin; default: a fixed one. */
        public Builder seed(long ofSplits) {
            seed = ofSplits;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if {@code data} is missing, or options contradict each other
         */
        public TextOptions build() {
            return new TextOptions(this);
        }
    }
}
