package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One forward pass of {@link Nd4jGruKernel}. */
final class Nd4jGruForward {

    private final GruSpec spec;
    private final GruSegment segment;
    private final GruMemory memory;
    private final Steps input;
    private final long batch;
    private final long width;
    private final long time;

    private final INDArray w;
    private final RecurrentProduct recurrentProduct;
    /** The bias of each gate in every row [B, 3H]; copying it is cheaper than a broadcast at every step. */
    private final INDArray bias;
    /** The recurrent bias of the candidate in every row [B, H]; reset-after only. */
    private final INDArray candidateBias;

    private final boolean gatesTogether;

    Nd4jGruForward(GruSpec spec, GruParams params, GruSegment segment, GruMemory memory) {
        this.spec = spec;
        this.segment = segment;
        this.memory = memory;
        this.input = Steps.of(segment.input(), memory);
        this.batch = segment.input().size(0);
        this.width = spec.nOut();
        this.time = segment.input().size(2);
        this.w = params.w();
        this.recurrentProduct = new RecurrentProduct(params.rw(), width, segment.recurrentDropout(), memory);
        this.bias = memory.allocate(batch, 3 * width).assign(0.0);
        this.candidateBias = spec.resetAfter() ? memory.allocate(batch, width).assign(0.0) : null;
        this.gatesTogether = ActivationSlope.isElementwise(spec.gateActivation());
        if (params.b() != null) {
            bias.addiRowVector(params.b());
        }
        if (params.rb() != null) {
            var zr = NDArrayIndex.interval(0, 2 * width);
            bias.get(NDArrayIndex.all(), zr).addiRowVector(params.rb().get(NDArrayIndex.all(), zr));
            candidateBias.addiRowVector(
                    params.rb().get(NDArrayIndex.all(), NDArrayIndex.interval(2 * width, 3 * width)));
        }
    }

    void infer(INDArray states) {
        var gates = new StepBlocks(new Steps(memory.allocate(batch, 3 * width, 1)), 0, width);
        var recurrent = memory.allocate(batch, width);
        var out = new Steps(memory.allocate(batch, width, time));
        var previous = initialState();
        for (long t = 0; t < time; t++) {
            var state = out.at(t);
            step(t, previous, gates, recurrent, state, null, null);
            previous = state;
        }
        states.assign(out.array());
    }

    Nd4jGruTape record(INDArray into) {
        var gates = new Steps(memory.allocate(batch, 3 * width, time));
        var recurrent = new Steps(memory.allocate(batch, width, time));
        var states = new Steps(memory.allocate(batch, width, time + 1));
        var gateInputs = keepInputs(ActivationSlope.isFunctionOfValue(spec.gateActivation()), 2 * width);
        var candidateInputs = keepInputs(ActivationSlope.isFunctionOfValue(spec.activation()), width);
        var previous = states.at(0);
        previous.assign(initialState());
        for (long t = 0; t < time; t++) {
            var state = states.at(t + 1);
            step(
                    t,
                    previous,
                    new StepBlocks(gates, t, width),
                    recurrent.at(t),
                    state,
                    gateInputs == null ? null : gateInputs.at(t),
                    candidateInputs == null ? null : candidateInputs.at(t));
            previous = state;
        }
        into.assign(states.range(1, time + 1));
        return new Nd4jGruTape(gates, recurrent, states, arrayOf(gateInputs), arrayOf(candidateInputs));
    }

    private Steps keepInputs(boolean valueIsEnough, long columns) {
        return valueIsEnough ? null : new Steps(memory.allocate(batch, columns, time));
    }

    private static INDArray arrayOf(Steps steps) {
        return steps == null ? null : steps.array();
    }

    private INDArray initialState() {
        return segment.initialState() != null
                ? segment.initialState()
                : memory.allocate(batch, width).assign(0.0);
    }

    private void step(
            long t,
            INDArray previous,
            StepBlocks gates,
            INDArray recurrent,
            INDArray state,
            INDArray gateInputs,
            INDArray candidateInputs) {
        gates.all().assign(bias);
        Nd4j.gemm(input.at(t), w, gates.all(), false, false, 1.0, 1.0);
        recurrentProduct.addToGates(previous, gates);
        if (gateInputs != null) {
            gateInputs.assign(gates.zr());
        }
        if (gatesTogether) {
            ActivationSlope.applyInPlace(spec.gateActivation(), gates.zr(), true);
        } else {
            ActivationSlope.applyInPlace(spec.gateActivation(), gates.z(), true);
            ActivationSlope.applyInPlace(spec.gateActivation(), gates.r(), true);
        }
        if (spec.resetAfter()) {
            recurrent.assign(candidateBias);
            recurrentProduct.addToCandidate(previous, recurrent);
            // The state's own array is free until the end of the step.
            gates.n().addi(recurrent.mul(gates.r(), state));
        } else {
            recurrentProduct.addToCandidate(previous.mul(gates.r(), recurrent), gates.n());
        }
        if (candidateInputs != null) {
            candidateInputs.assign(gates.n());
        }
        ActivationSlope.applyInPlace(spec.activation(), gates.n(), true);
        // h = n + z (h' - n): one product less than the usual form.
        previous.sub(gates.n(), state).muli(gates.z()).addi(gates.n());
        if (segment.mask() != null) {
            applyMask(t, previous, state);
        }
    }

    private void applyMask(long t, INDArray previous, INDArray state) {
        var column = segment.mask().getColumn(t, true);
        if (spec.holdsMasked()) {
            state.subi(previous).muliColumnVector(column).addi(previous);
        } else {
            state.muliColumnVector(column);
        }
    }
}
