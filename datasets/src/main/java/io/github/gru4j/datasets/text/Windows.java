package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts windows out of a stream of token indices: what is read, and one token later what is to be said. */
final class Windows {

    private final float[] tokens;
    private final int stride;
    private final Consumer<SequenceRow> rows;
    private int size;
    /** Tokens that an earlier window has said already, and one before. */
    private int old = 1;

    /**
     * @param window steps
     * @param stride steps from one window to the next, at most the window
     */
    Windows(int window, int stride, Consumer<SequenceRow> rows) {
        this.tokens = new float[window + 1];
        this.stride = stride;
        this.rows = rows;
    }

    /** How many windows so many tokens make. */
    static long count(long tokens, int window, int stride) {
        if (tokens < 2) {
            return 0;
        }
        long beyondFirst = Math.max(0, tokens - 1 - window);
        return 1 + (beyondFirst + stride - 1) / stride;
    }

    /** How many tokens so many windows cover at most. */
    static long tokens(long windows, int window, int stride) {
        return (windows - 1) * stride + window + 1;
    }

    void add(int token) {
        tokens[size++] = token;
        if (size == tokens.length) {
            emit();
            System.arraycopy(tokens, stride, tokens, 0, tokens.length - stride);
            size = tokens.length - stride;
            old = size;
        }
    }

    /** The last window may be shorter. */
    void end() {
        if (size > old) {
            emit();
        }
    }

    private void emit() {
        rows.accept(new SequenceRow(Arrays.copyOf(tokens, size - 1), Arrays.copyOfRange(tokens, 1, size)));
    }
}
