package io.github.gru4j.importer.keras;

/** Why one layer cannot be imported; collected, so that a user learns of all of them at once. */
final class UnsupportedLayerException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsupportedLayerException(String problem) {
        super(problem);
    }
}
