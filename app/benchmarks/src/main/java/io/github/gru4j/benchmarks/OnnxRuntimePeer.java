package io.github.gru4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.gru4j.peers.OnnxRuntimeGru;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ONNX Runtime's GRU, which cannot train. */
final class OnnxRuntimePeer implements Peer {

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public boolean can(Task task) {
        return (task.kind() == Kind.INFER || task.kind() == Kind.STEP) && task.lengths() == Lengths.FULL;
    }

    @Override
    public void load() {
        OnnxRuntimeGru.load();
    }

    @Override
    public Contestant open(Batch batch) throws OrtException {
        var gru = new OnnxRuntimeGru(batch.problem(), Threads.count());
        return batch.task().kind() == Kind.STEP ? new Step(gru) : new Inference(gru);
    }

    private record Inference(OnnxRuntimeGru gru) implements Contestant {

        @Override
        public void call() throws OrtException {
            gru.run().close();
        }

        @Override
        public Map<String, INDArray> answer() throws OrtException {
            return Map.of(STATES, gru.outputs().states());
        }

        @Override
        public void close() throws OrtException {
            gru.close();
        }
    }

    private static final class Step implements Contestant {

        private final OnnxRuntimeGru gru;
        private OrtSession.Result last;

        Step(OnnxRuntimeGru gru) {
            this.gru = gru;
        }

        @Override
        public void call() throws OrtException {
            var next = last == null ? gru.run() : gru.run((OnnxTensor) last.get(1));
            if (last != null) {
                last.close();
            }
            last = next;
        }

        @Override
        public Map<String, INDArray> answer() throws OrtException {
            for (int i = 0; i < STEPS_OF_AN_ANSWER; i++) {
                call();
            }
            return Map.of(STATES, gru.outputs(last).states());
        }

        @Override
        public void close() throws OrtException {
            if (last != null) {
                last.close();
            }
            gru.close();
        }
    }
}
