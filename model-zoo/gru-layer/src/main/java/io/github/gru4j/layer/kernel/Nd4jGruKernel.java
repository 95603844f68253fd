package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The portable kernel: ND4J operations alone, for every backend, data type and activation.
 *
 * <p>Each ND4J call costs 5 to 30 microseconds whatever its size, so their number is the time. Hence: blocks of a step and of
 * its gates lie contiguous in memory, biases are copied in before the products add to them, both gates are activated at
 * once, and everything that does not depend on the backward recursion is computed for all steps together.
 */
final class Nd4jGruKernel implements GruKernel {

    static final String NAME = "nd4j";

    private final GruSpec spec;

    Nd4jGruKernel(GruSpec spec) {
        this.spec = spec;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void infer(GruParams params, GruSegment segment, INDArray states, GruMemory scratch) {
        new Nd4jGruForward(spec, params, segment, scratch).infer(states);
    }

    @Override
    public GruTape forward(GruParams params, GruSegment segment, INDArray states, GruMemory kept, GruMemory scratch) {
        return new Nd4jGruForward(spec, params, segment, kept).record(states);
    }

    @Override
    public GruInputGradients backward(
            GruParams params,
            GruSegment segment,
            GruTape tape,
            INDArray epsilon,
            long steps,
            GruParams gradients,
            INDArray inputGradient,
            GruMemory scratch) {
        var backward = new Nd4jGruBackward(spec, params, segment, (Nd4jGruTape) tape, scratch);
        var initialState = backward.recursion(epsilon, steps);
        backward.inputGradient(inputGradient);
        backward.parameterGradients(gradients);
        return new GruInputGradients(inputGradient, initialState);
    }
}
