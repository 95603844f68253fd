package io.github.gru4j.layer.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.gru4j.layer.kernel.GruParams;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** libtorch's GRU over one batch, with its gradients. */
final class LibtorchGru implements AutoCloseable {

    private final RandomGruProblem problem;
    private final NDManager manager = Libtorch.manager();
    private final NDArray input;
    private final NDArray initialStates;
    private final NDList parameters = new NDList();

    LibtorchGru(RandomGruProblem problem) {
        this.problem = problem;
        var p = problem;
        input = Libtorch.variable(manager, p.input().permute(0, 2, 1));
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

    /** The states [B, T, D H] and the last ones [D, B, H]; a collector that is open can differentiate them. */
    NDList forward() {
        boolean bidirectional = problem.cells().size() == 2;
        return input.getNDArrayInternal()
                .gru(input, initialStates, parameters, problem.options().bias(), 1, 0.0, true, bidirectional, true);
    }

    GruOutputs outputs() {
        var outputs = forward();
        return new GruOutputs(
                Libtorch.array(outputs.get(0)).permute(0, 2, 1),
                Libtorch.array(outputs.get(1))
                        .permute(1, 0, 2)
                        .dup('c')
                        .reshape(problem.sizes().batch(), -1));
    }

    /** Of the sum of all states, each multiplied by its element of the projection [B, D H, T]. */
    GruGradients gradients(INDArray projection) {
        try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(forward()
                    .get(0)
                    .mul(Libtorch.array(manager, projection.permute(0, 2, 1)))
                    .sum());
        }
        return new GruGradients(
                gradient(input).permute(0, 2, 1),
                problem.options().initialState() ? cellStates(gradient(initialStates)) : List.of(),
                IntStream.range(0, problem.cells().size())
                        .mapToObj(this::parameterGradients)
                        .toList());
    }

    /** The parameters in PyTorch's layout, for an optimiser. */
    NDList parameters() {
        return parameters;
    }

    /** Another trained array, which lives as long as this. */
    NDArray variable(INDArray array) {
        return Libtorch.variable(manager, array);
    }

    /** An array that is not trained, which lives as long as this. */
    NDArray constant(INDArray array) {
        return Libtorch.array(manager, array);
    }

    private GruParams parameterGradients(int cell) {
        boolean bias = problem.options().bias();
        int first = cell * (bias ? 4 : 2);
        return new GruParams(
                PyTorchLayout.ours(gradient(parameters.get(first))),
                PyTorchLayout.ours(gradient(parameters.get(first + 1))),
                bias ? PyTorchLayout.ours(gradient(parameters.get(first + 2))) : null,
                bias ? PyTorchLayout.ours(gradient(parameters.get(first + 3))) : null);
    }

    private static List<INDArray> cellStates(INDArray states) {
        return IntStream.range(0, (int) states.size(0)).mapToObj(states::slice).toList();
    }

    private static INDArray gradient(NDArray variable) {
        return Libtorch.array(variable.getGradient());
    }

    @Override
    public void close() {
        manager.close();
    }
}
