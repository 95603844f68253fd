package io.github.gru4j.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ONNX Runtime's GRU over one batch. The input lies in its layout [T, B, nIn]; the weights belong to the model, so that it can
 * pack them once.
 *
 * <p>Holds native memory until it is closed.
 */
public final class OnnxRuntimeGru implements AutoCloseable {

    private static final long STACK_BYTES = 256L << 20;

    private final GruProblem problem;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    /** Loads the native library; throws an {@code IllegalStateException} if there is none for this platform. */
    public static void load() {
        // 1.29.0 reads the command line of the process by a recursion that is as deep as the line is long, and with a
        // long
        // class path in it overflows the stack of an ordinary thread: the JVM dies.
        var loading = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, loading, "onnxruntime", STACK_BYTES).start();
        try {
            loading.get().setTelemetry(false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime cannot be loaded", e.getCause());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses to run without telemetry", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime was loaded", e);
        }
    }

    /**
     * @param threads within an operation
     * @throws OrtException if it refuses the model
     */
    public OnnxRuntimeGru(GruProblem problem, int threads) throws OrtException {
        this.problem = problem;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            this.session = OrtEnvironment.getEnvironment().createSession(OnnxGruModel.of(problem), options);
        }
        inputs.put("X", tensor(problem.input().permute(2, 0, 1)));
        if (problem.options().lengths()) {
            inputs.put(
                    "sequence_lens",
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(),
                            IntBuffer.wrap(problem.lengths()),
                            new long[] {problem.sizes().batch()}));
        }
        if (problem.options().initialState()) {
            inputs.put("initial_h", tensor(Nd4j.stack(0, problem.initialStates().toArray(INDArray[]::new))));
        }
    }

    /** Y [T, D, B, H] and Y_h [D, B, H]; the caller closes them. */
    public OrtSession.Result run() throws OrtException {
        return session.run(inputs);
    }

    /** As {@link #run()}, from another initial state [D, B, H]. */
    public OrtSession.Result run(OnnxTensor initialState) throws OrtException {
        var others = new HashMap<>(inputs);
        others.put("initial_h", initialState);
        return session.run(others);
    }

    public GruOutputs outputs() throws OrtException {
        try (var result = run()) {
            return outputs(result);
        }
    }

    /** What a result says, in our layout. */
    public GruOutputs outputs(OrtSession.Result result) {
        var y = array(result, "Y");
        var last = array(result, "Y_h");
        long batch = problem.sizes().batch();
        long width =
                (long) problem.options().direction().cells() * problem.sizes().nOut();
        return new GruOutputs(
                y.permute(2, 1, 3, 0)
                        .dup('c')
                        .reshape('c', batch, width, problem.sizes().time()),
                last.permute(1, 0, 2).dup('c').reshape('c', batch, width));
    }

    private static OnnxTensor tensor(INDArray array) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(Flat.floats(array)), array.shape());
    }

    private static INDArray array(OrtSession.Result result, String name) {
        var tensor = (OnnxTensor) result.get(name).orElseThrow();
        var values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        return Nd4j.createFromArray(values).reshape('c', tensor.getInfo().getShape());
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
