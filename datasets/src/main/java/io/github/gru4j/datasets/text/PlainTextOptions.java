package io.github.gru4j.datasets.text;

import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * How a {@link PlainTextDataset} is read.
 *
 * <pre>{@code
 * var options = new PlainTextOptions.Builder()
 *         .data(Path.of("shakespeare.txt"))
 *         .window(100)
 *         .fractions(0.90, 0.05, 0.05)
 *         .build();
 * }</pre>
 */
public final class PlainTextOptions {

    final Path data;
    final String name;
    final Charset charset;
    final Tokenizer tokenizer;
    final int minCount;
    final int maxVocabulary;
    final int window;
    final int stride;
    final Fractions fractions;
    final Path validation;
    final Path test;

    private PlainTextOptions(Builder builder) {
        data = builder.requiredData();
        name = builder.taskName();
        charset = builder.charset;
        tokenizer = builder.tokenizer();
        minCount = builder.minCount;
        maxVocabulary = builder.maxVocabulary;
        window = builder.window;
        stride = builder.stride == 0 ? window : builder.stride;
        fractions = builder.fractions;
        validation = builder.validation;
        test = builder.test;
        if (stride > window) {
            throw new IllegalArgumentException("The stride is " + stride + " and the window " + window
                    + ": tokens between windows would never be seen; give a stride of the window at most.");
        }
    }

    /** Takes the options one by one; only {@code data} is required. */
    public static final class Builder extends TokenBuilder<Builder> {

        private static final int WINDOW = 64;

        private int window = WINDOW;
        private int stride;

        /** Asks for nothing yet. */
        public Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Steps of a sequence; default: 64. */
        public Builder window(int steps) {
            window = atLeast(1, steps, "The window");
            return this;
        }

        /** Steps from one training window to the next; default: the window. In validation and test it is always the window. */
        public Builder stride(int steps) {
            stride = atLeast(1, steps, "The stride");
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if {@code data} is missing, or windows would leave tokens out
         */
        public PlainTextOptions build() {
            return new PlainTextOptions(this);
        }
    }
}
