package io.github.gru4j.benchmarks;

import io.github.gru4j.peers.OneDnnGru;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's bare primitive in oneDNN's own layouts, its weights packed beforehand: what a kernel on oneDNN could reach. */
final class OneDnnPeer implements Peer {

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public boolean can(Task task) {
        return task.kind() != Kind.FIT && task.lengths() == Lengths.FULL;
    }

    @Override
    public void load() {
        OneDnnGru.load();
    }

    @Override
    public Contestant open(Batch batch) {
        var kind = batch.task().kind();
        return new Calls(
                kind,
                kind == Kind.TRAIN
                        ? OneDnnGru.forTraining(batch.problem(), batch.epsilon())
                        : OneDnnGru.forInference(batch.problem()));
    }

    private record Calls(Kind kind, OneDnnGru gru) implements Contestant {

        @Override
        public void call() {
            switch (kind) {
                case TRAIN -> gru.pass();
                case STEP -> gru.step();
                default -> gru.infer();
            }
        }

        @Override
        public Map<String, INDArray> answer() {
            for (int i = 0; i < (kind == Kind.STEP ? STEPS_OF_AN_ANSWER : 1); i++) {
                call();
            }
            return kind == Kind.TRAIN ? Answers.of(gru.states(), gru.gradients()) : Map.of(STATES, gru.states());
        }

        @Override
        public void close() {
            gru.close();
        }
    }
}
