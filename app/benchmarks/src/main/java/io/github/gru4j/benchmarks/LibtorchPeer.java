package io.github.gru4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.gru4j.peers.Libtorch;
import io.github.gru4j.peers.LibtorchGru;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch's GRU through DJL. */
final class LibtorchPeer implements Peer {

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public boolean can(Task task) {
        return task.kind() != Kind.FIT && task.lengths() == Lengths.FULL;
    }

    @Override
    public void load() {
        Libtorch.load();
    }

    @Override
    public Contestant open(Batch batch) {
        var gru = new LibtorchGru(batch.problem());
        return switch (batch.task().kind()) {
            case TRAIN -> new Training(gru, gru.sequences(batch.epsilon()));
            case STEP -> new Step(gru);
            default -> new Inference(gru);
        };
    }

    private record Inference(LibtorchGru gru) implements Contestant {

        @Override
        public void call() {
            gru.infer().close();
        }

        @Override
        public Map<String, INDArray> answer() {
            return Map.of(STATES, gru.outputs().states());
        }

        @Override
        public void close() {
            gru.close();
        }
    }

    private record Training(LibtorchGru gru, NDArray epsilon) implements Contestant {

        @Override
        public void call() {
            gru.pass(epsilon).close();
        }

        @Override
        public Map<String, INDArray> answer() {
            try (var pass = gru.pass(epsilon)) {
                return Answers.of(pass.states(), pass.gradients());
            }
        }

        @Override
        public void close() {
            gru.close();
        }
    }

    private static final class Step implements Contestant {

        private final LibtorchGru gru;
        private NDList last;

        Step(LibtorchGru gru) {
            this.gru = gru;
        }

        @Override
        public void call() {
            var next = last == null ? gru.infer() : gru.infer(last.get(1));
            if (last != null) {
                last.close();
            }
            last = next;
        }

        @Override
        public Map<String, INDArray> answer() {
            for (int i = 0; i < STEPS_OF_AN_ANSWER; i++) {
                call();
            }
            return Map.of(STATES, gru.outputs(last).states());
        }

        @Override
        public void close() {
            gru.close();
        }
    }
}
