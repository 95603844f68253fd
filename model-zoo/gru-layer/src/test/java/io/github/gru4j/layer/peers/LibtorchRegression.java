package io.github.gru4j.layer.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.optimizer.Optimizer;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.LibtorchGru;
import org.nd4j.linalg.api.ndarray.INDArray;

/** libtorch's GRU with a linear layer over every step, trained on one batch by one of DJL's optimisers. */
final class LibtorchRegression implements AutoCloseable {

    private final LibtorchGru gru;
    private final NDList parameters;
    private final NDArray weights;
    private final NDArray bias;
    private final NDArray labels;
    private final Optimizer optimiser;

    /**
     * @param weights of the linear layer [H, nLabels]
     * @param bias of the linear layer [1, nLabels]
     * @param labels [B, nLabels, T]
     */
    LibtorchRegression(GruProblem problem, INDArray weights, INDArray bias, INDArray labels, Optimizer optimiser) {
        this.gru = new LibtorchGru(problem);
        this.weights = gru.variable(weights);
        this.bias = gru.variable(bias);
        this.labels = gru.sequences(labels);
        this.optimiser = optimiser;
        this.parameters = new NDList(gru.parameters());
        parameters.add(this.weights);
        parameters.add(this.bias);
    }

    /** One update; the loss before it, reckoned as DL4J does: the sum over time, the mean over labels and examples. */
    double step() {
        double loss;
        try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            var predicted = gru.forward().get(0).matMul(weights).add(bias);
            var shape = labels.getShape();
            var mean = predicted.sub(labels).square().sum().div(shape.get(1) * shape.get(2));
            collector.backward(mean);
            loss = mean.getFloat();
        }
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            // The optimiser sets the gradient to zero when it has used it.
            optimiser.update("parameter " + i, parameter, parameter.getGradient());
        }
        return loss;
    }

    @Override
    public void close() {
        gru.close();
    }
}
