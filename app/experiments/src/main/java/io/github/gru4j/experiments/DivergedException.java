package io.github.gru4j.experiments;

import java.io.IOException;

/** A training has diverged before there were weights to keep; the message is one line that says what to do. */
public final class DivergedException extends IOException {

    private static final long serialVersionUID = 1L;

    DivergedException(String stopped) {
        super("the training " + stopped
                + ", before the first epoch ended: take a lower learning rate, or clip gradients");
    }
}
