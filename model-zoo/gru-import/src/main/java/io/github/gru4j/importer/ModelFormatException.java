package io.github.gru4j.importer;

import io.github.gru4j.importer.internal.Printable;
import java.io.IOException;
import java.nio.file.Path;

/** A model file that is broken, too large, or asks for what gru4j does not have; the message names the file and what is wrong. */
public class ModelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Long enough for every layer of a large model, too short to fill a disk with a log. */
    private static final int LONGEST = 20_000;

    /**
     * @param file that was read
     * @param problem what was expected, what was found, and where in the file
     */
    public ModelFormatException(Path file, String problem) {
        super(file + ": " + Printable.of(problem, LONGEST));
    }

    /**
     * @param file that was read
     * @param problem what was expected, what was found, and where in the file
     * @param cause what a library said to it
     */
    public ModelFormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + Printable.of(problem, LONGEST), cause);
    }
}
