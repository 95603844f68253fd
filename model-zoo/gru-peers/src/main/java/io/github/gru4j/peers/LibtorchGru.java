package io.github.gru4j.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * libtorch's GRU over one batch, with its gradients. The arrays lie in libtorch's memory, in the layouts that it prefers:
 * sequences are [T, B, features].
 *
 * <p>{@link Libtorch#load()} comes first. Holds native memory until it is closed; used by one thread at a time.
 */
public final class LibtorchGru implements AutoCloseable {

    private final GruProblem problem;
    private final NDManager manager = Libtorch.manager();
    private final NDArray input;
    private final NDArray initialStates;
    private final NDList parameters = new NDList();

    public LibtorchGru(GruProblem problem) {
        this.problem = problem;
        var p = problem;
        input = Libtorch.variable(manager, p.input().permute(2, 0, 1));
        initialStates = p.options().initialState()
                ? Libtorch.variable(manager, Nd4j.stack(0, p.initialStates().toArray(INDArray[]::new)))
                : manager.zeros(
                        new Shape(p.cells().size(), p.sizes().batch(), p.sizes().nOut()), input.getDataType());
        for (var cell : p.cells()) {
            parameters.add(Libtorch.variable(manager, PyTorchLayout.weights(cell.w())));
            parameters.add(Libtorch.variable(manager, PyTorchLayout.weights(cell.rw())));
            if (p.options().bias()) {
                parameters.add(Libtorch.variable(manager, PyTorchLayout.bias(cell.b())));
                parameters.add(Libtorch.variable(manager, PyTorchLayout.bias(cell.rb())));
            }
        }
    }

    /** The states [T, B, D H] and the last ones [D, B, H]; a collector that is open can differentiate them. */
    public NDList forward() {
        return gru(input, initialStates, parameters);
    }

    /** As {@link #forward}, from other initial states [D, B, H]; nothing is kept for gradients. The caller closes the arrays. */
    public NDList infer(NDArray from) {
        JniUtils.setGradMode(false);
        return gru(input, from, parameters);
    }

    /** As {@link #infer(NDArray)}, from the initial states of the problem. */
    public NDList infer() {
        return infer(initialStates);
    }

    private NDList gru(NDArray sequences, NDArray from, NDList weights) {
        boolean bidirectional = problem.cells().size() == 2;
        return sequences
                .getNDArrayInternal()
                .gru(sequences, from, weights, problem.options().bias(), 1, 0.0, true, bidirectional, false);
    }

    /**
     * Forward and back.
     *
     * @param epsilon dL/dh [T, B, D H]
     */
    public Pass pass(NDArray epsilon) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            // New leaves over the same memory: there a gradient is put, where to an older one it would be added.
            var x = leaf(input);
            var h = problem.options().initialState() ? leaf(initialStates) : initialStates;
            var weights = new NDList(parameters.stream().map(LibtorchGru::leaf).toList());
            var outputs = gru(x, h, weights);
            JniUtils.backward((PtNDArray) outputs.get(0), (PtNDArray) epsilon, false, false);
            return new Pass(outputs, x, h, weights);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static NDArray leaf(NDArray array) {
        var leaf = array.stopGradient();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** What a pass leaves in libtorch's memory until it is closed. */
    public final class Pass implements AutoCloseable {

        private final NDList outputs;
        private final NDArray x;
        private final NDArray h;
        private final NDList weights;

        private Pass(NDList outputs, NDArray x, NDArray h, NDList weights) {
            this.outputs = outputs;
            this.x = x;
            this.h = h;
            this.weights = weights;
        }

        /** The states [B, D H, T]. */
        public INDArray states() {
            return Libtorch.array(outputs.get(0)).permute(1, 2, 0);
        }

        public GruGradients gradients() {
            return new GruGradients(
                    gradient(x).permute(1, 2, 0),
                    problem.options().initialState() ? cellStates(gradient(h)) : List.of(),
                    IntStream.range(0, problem.cells().size())
                            .mapToObj(this::cell)
                            .toList());
        }

        private GruWeights cell(int cell) {
            boolean bias = problem.options().bias();
            int first = cell * (bias ? 4 : 2);
            return new GruWeights(
                    PyTorchLayout.ours(gradient(weights.get(first))),
                    PyTorchLayout.ours(gradient(weights.get(first + 1))),
                    bias ? PyTorchLayout.ours(gradient(weights.get(first + 2))) : null,
                    bias ? PyTorchLayout.ours(gradient(weights.get(first + 3))) : null);
        }

        @Override
        public void close() {
            outputs.close();
            x.close();
            if (problem.options().initialState()) {
                h.close();
            }
            weights.close();
        }
    }

    public GruOutputs outputs() {
        try (var outputs = infer()) {
            return outputs(outputs);
        }
    }

    /** What {@link #infer} returns, in our layout. */
    public GruOutputs outputs(NDList outputs) {
        return new GruOutputs(
                Libtorch.array(outputs.get(0)).permute(1, 2, 0),
                Libtorch.array(outputs.get(1))
                        .permute(1, 0, 2)
                        .dup('c')
                        .reshape(problem.sizes().batch(), -1));
    }

    /** Of the sum of all states, each multiplied by its element of the projection [B, D H, T]. */
    public GruGradients gradients(INDArray projection) {
        try (var epsilon = sequences(projection);
                var pass = pass(epsilon)) {
            return pass.gradients();
        }
    }

    /** The parameters in PyTorch's layout, for an optimiser. */
    public NDList parameters() {
        return parameters;
    }

    /** Another trained array, which lives as long as this. */
    public NDArray variable(INDArray array) {
        return Libtorch.variable(manager, array);
    }

    /** Sequences [B, features, T] as [T, B, features], which live as long as this. */
    public NDArray sequences(INDArray array) {
        return Libtorch.array(manager, array.permute(2, 0, 1));
    }

    private static List<INDArray> cellStates(INDArray states) {
        return IntStream.range(0, (int) states.size(0)).mapToObj(states::slice).toList();
    }

    private static INDArray gradient(NDArray variable) {
        try (var gradient = variable.getGradient()) {
            return Libtorch.array(gradient);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
