package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One forward pass of {@link Nd4jGruKernel}. */
final class Nd4jGruForward {

    private final GruSpec spec;
    private final Calls calls;
    private final ParamViews params;
    private final GruSegment segment;
    private final GruMemory scratch;
    private final long batch;
    private final long width;
    private final long time;
    private final Gates<RecurrentProduct> recurrentProducts;
    /** The recurrent bias of the candidate in every column [H, B]; reset-after only. */
    private final INDArray candidateBias;
    /** The mask in every row; null without. */
    private final Steps mask;

    Nd4jGruForward(GruSpec spec, Calls calls, ParamViews params, GruSegment segment, GruMemory scratch) {
        this.spec = spec;
        this.calls = calls;
        this.params = params;
        this.segment = segment;
        this.scratch = scratch;
        this.batch = segment.input().size(0);
        this.width = spec.nOut();
        this.time = segment.input().size(2);
        this.recurrentProducts =
                RecurrentProduct.ofEachGate(spec, calls, params.rw(), segment.recurrentDropout(), scratch);
        this.candidateBias = spec.resetAfter() ? candidateBias() : null;
        this.mask = segment.mask() == null ? null : StepMask.of(segment.mask(), width, calls, scratch);
    }

    void infer(INDArray into) {
        var input = Sequences.toOperand(segment.input(), scratch);
        var states = Steps.allocate(scratch, width, batch, time + 1);
        run(
                project(input, scratch),
                new Gates<>(null, null, null),
                Steps.allocate(scratch, width, batch, 1),
                states,
                false);
        states.range(1, time + 1).write(into);
    }

    Nd4jGruTape record(INDArray into, GruMemory kept) {
        var input = Sequences.toOperand(segment.input(), kept);
        var gates = project(input, kept);
        var gateInputs = new Gates<>(
                inputsOf(spec.gateActivation(), kept),
                inputsOf(spec.gateActivation(), kept),
                inputsOf(spec.activation(), kept));
        var recurrent = Steps.allocate(kept, width, batch, time);
        var states = Steps.allocate(kept, width, batch, time + 1);
        run(gates, gateInputs, recurrent, states, true);
        states.range(1, time + 1).write(into);
        return new Nd4jGruTape(input, gates, recurrent, states, gateInputs);
    }

    /** The steps that an activation's inputs are kept in; null if its values are enough. */
    private Steps inputsOf(IActivation activation, GruMemory kept) {
        return ActivationSlope.isFunctionOfValue(activation) ? null : Steps.allocate(kept, width, batch, time);
    }

    /** x W + b for all steps, with the recurrent biases where they just add up. */
    private Gates<Steps> project(INDArray input, GruMemory memory) {
        var projected = params.w().map(weights -> {
            var steps = Steps.allocate(memory, width, batch, time);
            calls.inputProjection.apply(weights, input, steps.array());
            return steps;
        });
        if (params.b() == null) {
            return projected;
        }
        var ones = scratch.allocate(time * batch).assign(1.0);
        var bias = params.b();
        if (params.rb() != null) {
            var recurrentBias = params.rb();
            bias = new Gates<>(sum(bias.z(), recurrentBias.z()), sum(bias.r(), recurrentBias.r()), bias.n());
        }
        calls.addToColumns(projected.z().array(), bias.z(), ones);
        calls.addToColumns(projected.r().array(), bias.r(), ones);
        calls.addToColumns(projected.n().array(), bias.n(), ones);
        return projected;
    }

    private INDArray sum(INDArray x, INDArray y) {
        var sum = scratch.allocate(width).assign(x);
        calls.addTo(sum, y);
        return sum;
    }

    private INDArray candidateBias() {
        var bias = scratch.allocate(width, batch).assign(0.0);
        if (params.rb() != null) {
            calls.addToColumns(bias, params.rb().n(), scratch.allocate(batch).assign(1.0));
        }
        return bias;
    }

    /** Turns the projections into the values of the gates, and fills in all states but the first. */
    private void run(Gates<Steps> gates, Gates<Steps> gateInputs, Steps recurrent, Steps states, boolean training) {
        var zAt = gates.z().cursor();
        var rAt = gates.r().cursor();
        var nAt = gates.n().cursor();
        var inputsAt = gateInputs.map(steps -> steps == null ? null : steps.cursor());
        var recurrentAt = recurrent.cursor();
        var stateAt = states.cursor();
        var maskAt = mask == null ? null : mask.cursor();
        var activateZ = ActivationInPlace.of(spec.gateActivation(), zAt.view(), scratch, training);
        var activateR = ActivationInPlace.of(spec.gateActivation(), rAt.view(), scratch, training);
        var activateN = ActivationInPlace.of(spec.activation(), nAt.view(), scratch, training);
        // What changes from step to step at one place in memory need not be given to the operations again.
        var state = scratch.allocate(width, batch);
        var reset = scratch.allocate(width, batch);

        if (segment.initialState() == null) {
            state.assign(0.0);
        } else {
            state.assign(segment.initialState().transpose());
        }
        stateAt.at(0).assign(state);
        for (long t = 0; t < time; t++) {
            var z = zAt.at(t);
            var r = rAt.at(t);
            var n = nAt.at(t);
            var product = recurrentAt.at(Math.min(t, recurrent.count() - 1));
            recurrentProducts.z().addTo(z, state);
            recurrentProducts.r().addTo(r, state);
            keep(z, inputsAt.z(), t);
            keep(r, inputsAt.r(), t);
            activateZ.run();
            activateR.run();
            if (spec.resetAfter()) {
                product.assign(candidateBias);
                recurrentProducts.n().addTo(product, state);
                calls.addTo(n, calls.multiplyByReset.apply(r, product, reset));
            } else {
                product.assign(calls.multiplyByReset.apply(r, state, reset));
                recurrentProducts.n().addTo(n, reset);
            }
            keep(n, inputsAt.n(), t);
            activateN.run();
            // h = n + z (h' - n): one product less than the usual form.
            calls.subtractFrom(state, n);
            calls.multiplyByUpdate.apply(state, z, state);
            calls.addTo(state, n);
            if (maskAt != null) {
                applyMask(maskAt.at(t), stateAt.at(t), state);
            }
            stateAt.at(t + 1).assign(state);
        }
    }

    private static void keep(INDArray input, StepCursor into, long t) {
        if (into != null) {
            into.at(t).assign(input);
        }
    }

    private void applyMask(INDArray valid, INDArray previous, INDArray state) {
        if (spec.holdsMasked()) {
            calls.subtractFrom(state, previous);
            calls.multiplyBy(state, valid);
            calls.addTo(state, previous);
        } else {
            calls.multiplyBy(state, valid);
        }
    }
}
