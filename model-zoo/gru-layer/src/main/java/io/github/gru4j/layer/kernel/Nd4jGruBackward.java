package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One backward pass of {@link Nd4jGruKernel}: first {@link #recursion}, which leaves dL/d(inputs of the gates) for all steps,
 * then what follows from them.
 */
final class Nd4jGruBackward {

    private final GruSpec spec;
    private final GruParams params;
    private final GruSegment segment;
    private final Nd4jGruTape tape;
    private final GruMemory memory;
    private final RecurrentProduct recurrentProduct;
    private final long batch;
    private final long width;
    private final long time;

    /** dL/d(inputs of z, r, n), as the input projection sees them [B, 3H, T]. */
    private final Steps delta;
    /** The same as the recurrent projection sees them: they differ in n, by the reset gate; reset-after only. */
    private final Steps recurrentDelta;

    private long start;

    Nd4jGruBackward(GruSpec spec, GruParams params, GruSegment segment, Nd4jGruTape tape, GruMemory memory) {
        this.spec = spec;
        this.params = params;
        this.segment = segment;
        this.tape = tape;
        this.memory = memory;
        this.batch = segment.input().size(0);
        this.width = spec.nOut();
        this.time = segment.input().size(2);
        this.recurrentProduct = new RecurrentProduct(params.rw(), width, segment.recurrentDropout(), memory);
        this.delta = new Steps(memory.allocate(batch, 3 * width, time));
        this.recurrentDelta = spec.resetAfter() ? new Steps(memory.allocate(batch, 3 * width, time)) : null;
    }

    /** Goes back through {@code steps} steps; gives dL/d(state before the first of them) [B, H]. */
    INDArray recursion(INDArray epsilon, long steps) {
        start = Math.max(0, time - steps);
        var z = tape.gates().columns(0, width);
        var n = tape.gates().columns(2 * width, 3 * width);
        var keepsNew = new Steps(z.rsub(1.0, memory.allocate(batch, width, time)));
        var update = new Steps(tape.states().range(0, time).sub(n, memory.allocate(batch, width, time)));
        var gateSlope =
                new Slope(spec.gateActivation(), tape.gates().columns(0, 2 * width), tape.gateInputs(), 2 * width, 2);
        var candidateSlope = new Slope(spec.activation(), n, tape.candidateInputs(), width, 1);

        var eps = Steps.of(epsilon, memory);
        var carry = memory.allocate(batch, width).assign(0.0);
        var scratch = memory.allocate(batch, width);
        var held = segment.mask() != null && spec.holdsMasked() ? memory.allocate(batch, width) : null;
        for (long t = time - 1; t >= start; t--) {
            carry.addi(eps.at(t));
            if (segment.mask() != null) {
                if (held != null) {
                    held.assign(carry);
                }
                carry.muliColumnVector(segment.mask().getColumn(t, true));
                if (held != null) {
                    held.subi(carry);
                }
            }
            var gates = new StepBlocks(tape.gates(), t, width);
            var d = new StepBlocks(delta, t, width);
            carry.mul(keepsNew.at(t), d.n());
            candidateSlope.chain(d.n(), t);
            carry.mul(update.at(t), d.z());
            carry.muli(gates.z());
            if (spec.resetAfter()) {
                d.n().mul(tape.recurrent().at(t), d.r());
                gateSlope.chain(d.zr(), t);
                var rd = new StepBlocks(recurrentDelta, t, width);
                rd.zr().assign(d.zr());
                d.n().mul(gates.r(), rd.n());
                recurrentProduct.backFromAll(rd, carry);
            } else {
                recurrentProduct
                        .backFromCandidate(d.n(), scratch)
                        .mul(tape.states().at(t), d.r());
                gateSlope.chain(d.zr(), t);
                carry.addi(scratch.muli(gates.r()));
                recurrentProduct.backFromGates(d, carry);
            }
            if (held != null) {
                carry.addi(held);
            }
        }
        return carry;
    }

    /** dL/dx for all steps; zero before the first step of the recursion. */
    void inputGradient(INDArray into) {
        var out = new Steps(memory.allocate(into.shape()));
        if (start > 0) {
            out.range(0, start).assign(0.0);
        }
        for (long t = start; t < time; t++) {
            Nd4j.gemm(delta.at(t), params.w(), out.at(t), false, true, 1.0, 0.0);
        }
        into.assign(out.array());
    }

    void parameterGradients(GruParams gradients) {
        var input = Steps.of(segment.input(), memory);
        var recurrentGradient = new RecurrentProduct(gradients.rw(), width, null, memory);
        for (long t = start; t < time; t++) {
            // The first product overwrites, the others add.
            double beta = t == start ? 0.0 : 1.0;
            Nd4j.gemm(input.at(t), delta.at(t), gradients.w(), true, false, 1.0, beta);
            var previous = tape.states().at(t);
            if (spec.resetAfter()) {
                var rd = new StepBlocks(recurrentDelta, t, width);
                recurrentProduct.gradientOfAll(previous, rd, recurrentGradient, beta);
            } else {
                var d = new StepBlocks(delta, t, width);
                recurrentProduct.gradientOfGates(previous, d, recurrentGradient, beta);
                recurrentProduct.gradientOfCandidate(tape.recurrent().at(t), d.n(), recurrentGradient, beta);
            }
        }
        if (gradients.b() != null) {
            gradients.b().assign(delta.range(start, time).sum(0, 2).reshape(1, 3 * width));
        }
        if (gradients.rb() != null) {
            gradients.rb().assign(recurrentDelta.range(start, time).sum(0, 2).reshape(1, 3 * width));
        }
    }

    /** Multiplies a gradient by the slope of an activation: from slopes computed for all steps at once where that is possible. */
    private final class Slope {

        private final IActivation activation;
        private final Steps slopes;
        private final Steps inputs;
        private final int blocks;

        Slope(IActivation activation, INDArray values, INDArray inputs, long columns, int blocks) {
            this.activation = activation;
            this.blocks = blocks;
            if (inputs == null) {
                this.slopes = new Steps(
                        ActivationSlope.slopeOfValues(activation, values, memory.allocate(batch, columns, time)));
                this.inputs = null;
            } else if (ActivationSlope.isElementwise(activation)) {
                var ones = memory.allocate(batch, columns, time).assign(1.0);
                this.slopes = new Steps(ActivationSlope.slopeOfInputs(activation, inputs, ones));
                this.inputs = null;
            } else {
                this.slopes = null;
                this.inputs = new Steps(inputs);
            }
        }

        void chain(INDArray gradient, long t) {
            if (slopes != null) {
                gradient.muli(slopes.at(t));
                return;
            }
            // Not elementwise (softmax, say): each gate by itself, as it was activated.
            for (int k = 0; k < blocks; k++) {
                var part = NDArrayIndex.interval(k * width, (k + 1) * width);
                var block = gradient.get(NDArrayIndex.all(), part);
                block.assign(activation
                        .backprop(inputs.at(t, k * width, (k + 1) * width).dup(), block.dup())
                        .getFirst());
            }
        }
    }
}
