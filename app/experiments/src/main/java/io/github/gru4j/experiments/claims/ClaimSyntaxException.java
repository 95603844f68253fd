package io.github.gru4j.experiments.claims;

/** A claim cannot be read; the message says what was expected and what was found. */
public final class ClaimSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int position;

    ClaimSyntaxException(int position, String message) {
        super(message);
        this.position = position;
    }

    /** Where in the claim, from 1. */
    public int position() {
        return position;
    }
}
