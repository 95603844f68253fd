package io.github.gru4j.experiments;

import java.io.IOException;

/** Results cannot be kept where they should be; the message is one line that says where and why. */
public final class OutputException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputException(String message, Throwable cause) {
        super(message, cause);
    }

    OutputException(String message) {
        super(message);
    }
}
