package io.github.gru4j.samples;

/** A sample was called with arguments that it does not take. The message is one line and names what is valid. */
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
