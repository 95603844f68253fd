package io.github.gru4j.importer.pytorch;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime, loaded where it does not bring the JVM down. */
final class LoadedOnnxRuntime {

    private static final long STACK_BYTES = 256L << 20;

    private LoadedOnnxRuntime() {}

    static OrtEnvironment environment() throws OrtException {
        // 1.29.0 reads the command line of the process by a recursion as deep as the line is long: a long class path
        // overflows
        // the stack of an ordinary thread.
        var loading = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, loading, "onnxruntime", STACK_BYTES).start();
        try {
            var environment = loading.get();
            environment.setTelemetry(false);
            return environment;
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime cannot be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime was loaded", e);
        }
    }
}
