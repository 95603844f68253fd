package io.github.gru4j.importer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model in ONNX Runtime, for arrays of ND4J. */
final class OnnxRuntimeModel implements AutoCloseable {

    private static final long STACK_BYTES = 256L << 20;

    private final OrtEnvironment environment;
    private final OrtSession session;

    OnnxRuntimeModel(Path file) throws OrtException {
        environment = load();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        }
    }

    /**
     * Version 1.29.0 reads the command line of the process by a recursion that is as deep as the line is long; with a long class
     * path in it the stack of an ordinary thread overflows and the JVM dies.
     */
    static OrtEnvironment load() throws OrtException {
        var loading = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, loading, "onnxruntime", STACK_BYTES).start();
        try {
            var loaded = loading.get();
            loaded.setTelemetry(false);
            return loaded;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("ONNX Runtime cannot be loaded", e);
        }
    }

    List<String> inputs() {
        return List.copyOf(session.getInputNames());
    }

    /** The outputs by name. Integers where the model wants them; lengths may be null. */
    Map<String, INDArray> run(Map<String, INDArray> features, int[] lengths) throws OrtException {
        var inputs = new HashMap<String, OnnxTensor>();
        try {
            for (var feature : features.entrySet()) {
                inputs.put(feature.getKey(), tensor(feature.getKey(), feature.getValue()));
            }
            if (lengths != null) {
                inputs.put(
                        "sequence_lens",
                        OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), new long[] {lengths.length}));
            }
            try (var result = session.run(inputs)) {
                var outputs = new HashMap<String, INDArray>();
                for (var output : result) {
                    var tensor = (OnnxTensor) output.getValue();
                    var values = new float[tensor.getFloatBuffer().remaining()];
                    tensor.getFloatBuffer().get(values);
                    outputs.put(
                            output.getKey(),
                            Nd4j.create(values, tensor.getInfo().getShape(), 'c'));
                }
                return outputs;
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String name, INDArray array) throws OrtException {
        var info = (TensorInfo) session.getInputInfo().get(name).getInfo();
        float[] values = array.dup('c').data().asFloat();
        if (info.type == ai.onnxruntime.OnnxJavaType.FLOAT) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), array.shape());
        }
        var whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) values[i];
        }
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(whole), array.shape());
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
