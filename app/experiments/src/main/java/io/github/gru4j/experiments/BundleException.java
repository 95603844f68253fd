package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not the model bundle or the checkpoint that it should be; the message is one line with the file's name. */
public final class BundleException extends IOException {

    private static final long serialVersionUID = 1L;

    BundleException(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
    }

    BundleException(Path file, String what) {
        super(file + ": " + what);
    }
}
