package io.github.gru4j.benchmarks;

import io.github.gru4j.peers.PyTorchLayout;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * libnd4j's operation {@code gru}: in 1.0.0-M2.1 reset-after with one bias, sequences [T, B, features], gates in the order r, z, n.
 * Not for training: its {@code gru_bp} of that version computes something else than the gradient of {@code gru}.
 */
final class Nd4jOpPeer implements Peer {

    @Override
    public String name() {
        return "nd4j-gru";
    }

    @Override
    public Cell cell() {
        return Cell.GRU_WITH_ONE_BIAS;
    }

    @Override
    public boolean can(Task task) {
        return task.kind() == Kind.INFER && task.lengths() == Lengths.FULL;
    }

    @Override
    public Contestant open(Batch batch) {
        return new Inference(batch);
    }

    private static final class Inference implements Contestant {

        private final INDArray states;
        private final CustomOp gru;

        Inference(Batch batch) {
            var cell = batch.problem().cells().get(0);
            var shape = batch.task().shape();
            this.states = Nd4j.create(DataType.FLOAT, shape.time(), shape.batch(), shape.nOut());
            this.gru = DynamicCustomOp.builder("gru")
                    .addInputs(
                            batch.problem().input().permute(2, 0, 1).dup('c'),
                            Nd4j.zeros(DataType.FLOAT, shape.batch(), shape.nOut()),
                            PyTorchLayout.weights(cell.w()).transpose().dup('c'),
                            PyTorchLayout.weights(cell.rw()).transpose().dup('c'),
                            PyTorchLayout.bias(cell.b()))
                    .addOutputs(states)
                    .build();
        }

        @Override
        public void call() {
            Nd4j.getExecutioner().exec(gru);
        }

        @Override
        public Map<String, INDArray> answer() {
            call();
            return Map.of(STATES, states.permute(1, 2, 0));
        }
    }
}
