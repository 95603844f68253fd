package io.github.gru4j.layer.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.gru4j.layer.kernel.GruParams;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime's GRU. */
final class OnnxRuntimeGru {

    private OnnxRuntimeGru() {}

    static void require() {
        NativePeer.require("ONNX Runtime", OrtEnvironment::getEnvironment);
    }

    static GruOutputs outputs(RandomGruProblem p) throws OrtException {
        var inputs = new HashMap<String, OnnxTensor>();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            inputs.put("X", tensor(p.input().permute(2, 0, 1)));
            inputs.put("W", tensor(cells(p, cell -> cell.w().transpose())));
            inputs.put("R", tensor(cells(p, cell -> cell.rw().transpose())));
            if (p.options().bias()) {
                inputs.put("B", tensor(cells(p, cell -> Nd4j.concat(1, cell.b(), cell.rb())
                        .ravel())));
            }
            if (p.options().lengths()) {
                inputs.put(
                        "sequence_lens",
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                IntBuffer.wrap(p.lengths()),
                                new long[] {p.sizes().batch()}));
            }
            if (p.options().initialState()) {
                inputs.put("initial_h", tensor(stack(p.initialStates())));
            }
            try (var session = OrtEnvironment.getEnvironment()
                            .createSession(
                                    OnnxGruModel.of(p.options(), p.sizes().nOut()), options);
                    var result = session.run(inputs)) {
                return outputs(p, array(result, "Y"), array(result, "Y_h"));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** From Y [T, D, B, H] and Y_h [D, B, H]. */
    private static GruOutputs outputs(RandomGruProblem p, INDArray y, INDArray last) {
        long batch = p.sizes().batch();
        long width = (long) p.options().direction().cells() * p.sizes().nOut();
        return new GruOutputs(
                y.permute(2, 1, 3, 0)
                        .dup('c')
                        .reshape('c', batch, width, p.sizes().time()),
                last.permute(1, 0, 2).dup('c').reshape('c', batch, width));
    }

    private static INDArray cells(RandomGruProblem p, Function<GruParams, INDArray> part) {
        return stack(p.cells().stream().map(part).toList());
    }

    private static INDArray stack(List<INDArray> arrays) {
        return Nd4j.stack(0, arrays.toArray(INDArray[]::new));
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
}
