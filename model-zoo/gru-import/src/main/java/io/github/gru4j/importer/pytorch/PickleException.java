package io.github.gru4j.importer.pytorch;

/** What is wrong with a pickle; {@link TorchZipFile} adds the file. */
final class PickleException extends Exception {

    private static final long serialVersionUID = 1L;

    PickleException(String problem) {
        super(problem);
    }

    PickleException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
