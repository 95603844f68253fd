package io.github.gru4j.benchmarks;

import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruSizes;
import io.github.gru4j.peers.GruWeights;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights and a minibatch, the same for all contestants of a task.
 *
 * @param problem reset-after, with biases; for steps from a state of zeros
 * @param epsilon dL/dh [B, H, T], zero where the input is padded
 */
record Batch(Task task, GruProblem problem, INDArray epsilon) {

    private static final long SEED = 20;
    private static final double EPSILON_SD = 0.1;

    /** As somebody with such a cell gets it. */
    static Batch of(Task task, Peer.Cell cell) {
        var batch = of(task);
        return cell == Peer.Cell.GRU_WITH_ONE_BIAS ? batch.withOneBias() : batch;
    }

    static Batch of(Task task) {
        var random = new Random(SEED);
        var shape = task.shape();
        var sizes = new GruSizes(shape.batch(), shape.nIn(), shape.nOut(), shape.time());
        boolean steps = task.kind() == Kind.STEP;
        var options = new GruOptions(true, GruOptions.Direction.FORWARD, true, false, steps);
        // The states of wide layers with larger weights are chaotic: rounding alone would tell the contestants apart.
        double weightSd = 1 / Math.sqrt(shape.nOut());
        var drawn = GruProblem.draw(options, sizes, DataType.FLOAT, weightSd, random);
        var epsilon = GruProblem.normal(random, DataType.FLOAT, EPSILON_SD, shape.batch(), shape.nOut(), shape.time());
        var mask = mask(task, random);
        var state = Nd4j.zeros(DataType.FLOAT, shape.batch(), shape.nOut());
        return new Batch(
                task,
                new GruProblem(
                        options,
                        sizes,
                        drawn.cells(),
                        masked(drawn.input(), mask),
                        mask,
                        steps ? List.of(state) : List.of()),
                masked(epsilon, mask));
    }

    /** The same with a recurrent bias of zeros. */
    private Batch withOneBias() {
        var weights = problem.cells().get(0);
        var cell = new GruWeights(
                weights.w(), weights.rw(), weights.b(), weights.rb().like());
        return new Batch(
                task,
                new GruProblem(
                        problem.options(),
                        problem.sizes(),
                        List.of(cell),
                        problem.input(),
                        problem.mask(),
                        problem.initialStates()),
                epsilon);
    }

    private static INDArray mask(Task task, Random random) {
        if (task.lengths() == Lengths.FULL) {
            return null;
        }
        int[] lengths = task.lengths().draw(task.shape(), random);
        var mask = Nd4j.zeros(DataType.FLOAT, task.shape().batch(), task.shape().time());
        for (int b = 0; b < lengths.length; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                mask.putScalar(b, t, 1.0);
            }
        }
        return mask;
    }

    private static INDArray masked(INDArray sequences, INDArray mask) {
        return mask == null ? sequences : sequences.mul(mask.reshape(mask.size(0), 1, mask.size(1)));
    }

    /** Classes drawn for every step, one-hot [B, classes, T]. */
    INDArray labels(int classes) {
        var random = new Random(SEED + 1);
        var shape = task.shape();
        var labels = Nd4j.zeros(DataType.FLOAT, shape.batch(), classes, shape.time());
        for (int b = 0; b < shape.batch(); b++) {
            for (int t = 0; t < shape.time(); t++) {
                labels.putScalar(b, random.nextInt(classes), t, 1.0);
            }
        }
        return labels;
    }
}
