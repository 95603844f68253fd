package io.github.gru4j.importer.onnx;

/** Why one layer cannot be written; {@link OnnxNetworkWriter} collects them. */
final class OnnxExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OnnxExportException(String problem) {
        super(problem);
    }
}
