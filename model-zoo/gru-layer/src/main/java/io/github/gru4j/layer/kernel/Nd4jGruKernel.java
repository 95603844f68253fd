package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The portable kernel: ND4J operations alone, for every backend, data type and activation.
 *
 * <p>Each ND4J call costs 5 to 30 microseconds whatever its size, so their number is the time. Hence: blocks of a step and of
 * its gates lie contiguous in memory, biases are added for all steps at once, and everything that does not depend on the
 * recursion is computed for all steps together.
 */
final class Nd4jGruKernel implements GruKernel {

    static final String NAME = "nd4j";

    private final GruSpec spec;
    private final Calls calls;
    private ParamViews params;
    private ParamViews gradients;

    Nd4jGruKernel(GruSpec spec) {
        this.spec = spec;
        this.calls = new Calls(spec.dataType());
    }

    @Override
    public String name() {
        return NAME;
    }

    private StepThreads threads(GruSegment segment) {
        return StepThreads.forStepsOf(segment.input().size(0) * spec.nOut());
    }

    @Override
    public void infer(GruParams params, GruSegment segment, INDArray states, GruMemory scratch) {
        try (var threads = threads(segment)) {
            new Nd4jGruForward(spec, calls, viewsOf(params), segment, scratch).infer(states);
        } finally {
            calls.release();
        }
    }

    @Override
    public GruTape forward(GruParams params, GruSegment segment, INDArray states, GruMemory kept, GruMemory scratch) {
        try (var threads = threads(segment)) {
            return new Nd4jGruForward(spec, calls, viewsOf(params), segment, scratch).record(states, kept);
        } finally {
            calls.release();
        }
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
        try (var threads = threads(segment)) {
            var backward =
                    new Nd4jGruBackward(spec, calls, viewsOf(params), segment, (Nd4jGruTape) tape, steps, scratch);
            var initialState = backward.recursion(epsilon);
            backward.inputGradient(inputGradient);
            backward.parameterGradients(gradientViewsOf(gradients));
            return new GruInputGradients(inputGradient, initialState);
        } finally {
            calls.release();
        }
    }

    private ParamViews viewsOf(GruParams arrays) {
        if (params == null || !params.areOf(arrays)) {
            params = new ParamViews(arrays, spec.nOut());
        }
        return params;
    }

    private ParamViews gradientViewsOf(GruParams arrays) {
        if (gradients == null || !gradients.areOf(arrays)) {
            gradients = new ParamViews(arrays, spec.nOut());
        }
        return gradients;
    }
}
