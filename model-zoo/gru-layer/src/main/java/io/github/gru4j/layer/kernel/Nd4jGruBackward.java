package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One backward pass of {@link Nd4jGruKernel}: first {@link #recursion}, which leaves dL/d(inputs of the gates) for all steps,
 * then what follows from them.
 *
 * <p>All that multiplies dL/dh in the recursion is known beforehand, and computed for all steps at once, mostly in the memory
 * of the tape: a step is left with a handful of products. With them done, the same memory holds the gradients.
 */
final class Nd4jGruBackward {

    private final GruSpec spec;
    private final Calls calls;
    private final ParamViews params;
    private final GruSegment segment;
    private final GruMemory memory;
    private final long batch;
    private final long width;
    private final long time;
    /** The first step to go back through; of what follows, the tape holds nothing before it. */
    private final long start;

    private final Nd4jGruTape tape;
    private final Gates<RecurrentProduct> recurrentProducts;
    /** dL/d(inputs of z, r, n), as the input projection sees them. */
    private Gates<Steps> delta;
    /** The same as the recurrent projection sees them: they differ in n, by the reset gate, for reset-after. */
    private Gates<Steps> recurrentDelta;
    /** What the loss itself adds to dL/dh; before and after the recursion a temporary. */
    private final Steps epsilons;

    Nd4jGruBackward(
            GruSpec spec,
            Calls calls,
            ParamViews params,
            GruSegment segment,
            Nd4jGruTape tape,
            long steps,
            GruMemory memory) {
        this.spec = spec;
        this.calls = calls;
        this.params = params;
        this.segment = segment;
        this.memory = memory;
        this.batch = segment.input().size(0);
        this.width = spec.nOut();
        this.time = segment.input().size(2);
        this.start = Math.max(0, time - steps);
        this.tape = tape.use(start, time);
        this.recurrentProducts =
                RecurrentProduct.ofEachGate(spec, calls, params.rw(), segment.recurrentDropout(), memory);
        this.epsilons = Steps.allocate(memory, width, batch, time - start);
    }

    /** Goes back through the steps; gives dL/d(state before the first of them) [B, H]. */
    INDArray recursion(INDArray epsilon) {
        var factors = factors();
        epsilons.read(Sequences.range(epsilon, start, time));
        var gradient = memory.allocate(width, batch).assign(0.0);
        if (spec.resetAfter()) {
            resetAfter(factors, gradient);
        } else {
            resetBefore(factors, gradient);
        }
        return memory.allocate(batch, width).assign(gradient.transpose());
    }

    /**
     * What dL/dh is multiplied by.
     *
     * @param keep how it flows to the previous state past the gates
     * @param z to dL/d(input of z), but for a slope that is not elementwise
     * @param r likewise; for reset-before from dL/d(r * h'), for reset-after from {@code n}'s source
     * @param n likewise
     * @param recurrent reset-after: to dL/d(h' Rn + cn); reset-before: the reset gate
     */
    private record Factors(Steps keep, Steps z, Steps r, Steps n, Steps recurrent) {}

    private Factors factors() {
        var gates = tape.gates();
        var z = gates.z().array();
        var r = gates.r().array();
        var n = gates.n().array();
        var previous = tape.states().range(0, time - start);
        var temporary = epsilons.array();

        var update = Steps.allocate(memory, width, batch, time - start);
        calls.subtract(previous.array(), n, update.array());
        multiplyBySlope(
                update.array(), spec.gateActivation(), z, tape.gateInputs().z());
        if (ActivationSlope.isElementwise(spec.activation())) {
            slope(spec.activation(), n, tape.gateInputs().n(), n);
        } else {
            n.assign(1.0);
        }
        calls.multiplyBy(n, oneMinus(z, temporary));
        if (segment.mask() != null) {
            var mask = StepMask.of(segment.mask(), width, calls, memory)
                    .range(start, time)
                    .array();
            calls.multiplyBy(n, mask);
            calls.multiplyBy(update.array(), mask);
            calls.multiplyBy(z, mask);
            if (spec.holdsMasked()) {
                calls.addTo(z, oneMinus(mask, temporary));
            }
        }
        Steps reset;
        if (spec.resetAfter()) {
            reset = tape.recurrent();
            multiplyBySlope(
                    reset.array(), spec.gateActivation(), r, tape.gateInputs().r());
            if (ActivationSlope.isElementwise(spec.activation())) {
                calls.multiplyBy(reset.array(), n);
                calls.multiplyBy(r, n);
            }
        } else {
            reset = Steps.allocate(memory, width, batch, time - start);
            reset.array().assign(previous.array());
            multiplyBySlope(
                    reset.array(), spec.gateActivation(), r, tape.gateInputs().r());
        }
        return new Factors(gates.z(), update, reset, gates.n(), gates.r());
    }

    private static INDArray oneMinus(INDArray array, INDArray into) {
        return Nd4j.getExecutioner().exec(new OneMinus(array, into));
    }

    /** Unless the slope is not elementwise: then it is left to the recursion. */
    private void multiplyBySlope(INDArray array, IActivation activation, INDArray values, Steps inputs) {
        if (ActivationSlope.isElementwise(activation)) {
            calls.multiplyBy(array, slope(activation, values, inputs, epsilons.array()));
        }
    }

    private static INDArray slope(IActivation activation, INDArray values, Steps inputs, INDArray into) {
        if (inputs == null) {
            return ActivationSlope.slopeOfValues(activation, values, into);
        }
        var slope = ActivationSlope.slopeOfInputs(activation, inputs.array(), into.assign(1.0));
        return slope == into ? into : into.assign(slope);
    }

    /** Goes back through all steps; {@code gradient} is dL/dh all the way. */
    private void resetAfter(Factors factors, INDArray gradient) {
        var epsilonAt = epsilons.cursor();
        var keepAt = factors.keep().cursor();
        var zAt = factors.z().cursor();
        var rAt = factors.r().cursor();
        var nAt = factors.n().cursor();
        var recurrentAt = factors.recurrent().cursor();
        var zSlope = RowSlope.of(spec.gateActivation(), tape.gateInputs().z(), memory);
        var rSlope = RowSlope.of(spec.gateActivation(), tape.gateInputs().r(), memory);
        var nSlope = RowSlope.of(spec.activation(), tape.gateInputs().n(), memory);
        for (long t = time - start - 1; t >= 0; t--) {
            calls.addTo(gradient, epsilonAt.at(t));
            var z = zAt.at(t);
            var r = rAt.at(t);
            var n = nAt.at(t);
            var recurrent = recurrentAt.at(t);
            calls.multiplyDelta.z().apply(z, gradient, z);
            calls.multiplyDelta.n().apply(n, gradient, n);
            zSlope.chain(z, t);
            nSlope.chain(n, t);
            // The slope of n is in these factors, or in n itself.
            var source = nSlope.isElementwise() ? gradient : n;
            calls.multiplyDelta.r().apply(r, source, r);
            calls.multiplyRecurrentDelta.apply(recurrent, source, recurrent);
            rSlope.chain(r, t);
            calls.multiplyByUpdate.apply(gradient, keepAt.at(t), gradient);
            recurrentProducts.z().addBackTo(gradient, z);
            recurrentProducts.r().addBackTo(gradient, r);
            recurrentProducts.n().addBackTo(gradient, recurrent);
        }
        delta = new Gates<>(factors.z(), factors.r(), factors.n());
        recurrentDelta = new Gates<>(factors.z(), factors.r(), factors.recurrent());
    }

    private void resetBefore(Factors factors, INDArray gradient) {
        var epsilonAt = epsilons.cursor();
        var keepAt = factors.keep().cursor();
        var zAt = factors.z().cursor();
        var rAt = factors.r().cursor();
        var nAt = factors.n().cursor();
        var resetAt = factors.recurrent().cursor();
        var zSlope = RowSlope.of(spec.gateActivation(), tape.gateInputs().z(), memory);
        var rSlope = RowSlope.of(spec.gateActivation(), tape.gateInputs().r(), memory);
        var nSlope = RowSlope.of(spec.activation(), tape.gateInputs().n(), memory);
        var resetState = memory.allocate(width, batch);
        for (long t = time - start - 1; t >= 0; t--) {
            calls.addTo(gradient, epsilonAt.at(t));
            var z = zAt.at(t);
            var r = rAt.at(t);
            var n = nAt.at(t);
            calls.multiplyDelta.z().apply(z, gradient, z);
            calls.multiplyDelta.n().apply(n, gradient, n);
            zSlope.chain(z, t);
            nSlope.chain(n, t);
            recurrentProducts.n().back(n, resetState);
            calls.multiplyDelta.r().apply(r, resetState, r);
            rSlope.chain(r, t);
            calls.multiplyByUpdate.apply(gradient, keepAt.at(t), gradient);
            calls.addTo(gradient, calls.multiplyByReset.apply(resetState, resetAt.at(t), resetState));
            recurrentProducts.z().addBackTo(gradient, z);
            recurrentProducts.r().addBackTo(gradient, r);
        }
        delta = new Gates<>(factors.z(), factors.r(), factors.n());
        recurrentDelta = delta;
    }

    /** dL/dx for all steps; zero before the first step of the recursion. */
    void inputGradient(INDArray into) {
        if (start > 0) {
            Sequences.range(into, 0, start).assign(0.0);
        }
        var part = Sequences.range(into, start, time);
        var own = Sequences.asOperand(part);
        var target = own != null ? part : Sequences.allocate(part, memory);
        var matrix = own != null ? own : Sequences.asOperand(target);
        var weights = params.w();
        calls.product.apply(weights.z(), delta.z().array(), matrix);
        calls.addProduct.apply(weights.r(), delta.r().array(), matrix);
        calls.addProduct.apply(weights.n(), delta.n().array(), matrix);
        if (own == null) {
            part.assign(target);
        }
    }

    void parameterGradients(ParamViews gradients) {
        var w = gradients.w();
        calls.weightGradient.apply(tape.input(), delta.z().array(), w.z());
        calls.weightGradient.apply(tape.input(), delta.r().array(), w.r());
        calls.weightGradient.apply(tape.input(), delta.n().array(), w.n());

        var rw = gradients.rw();
        recurrentGradient(recurrentProducts.z(), tape.states(), recurrentDelta.z(), rw.z());
        recurrentGradient(recurrentProducts.r(), tape.states(), recurrentDelta.r(), rw.r());
        if (spec.resetAfter()) {
            recurrentGradient(recurrentProducts.n(), tape.states(), recurrentDelta.n(), rw.n());
        } else {
            recurrentGradient(recurrentProducts.n(), tape.recurrent(), recurrentDelta.n(), rw.n());
        }

        if (gradients.b() != null) {
            biasGradients(gradients);
        }
    }

    private void recurrentGradient(RecurrentProduct product, Steps states, Steps delta, INDArray into) {
        var seen = product.seen(states.range(0, time - start), epsilons);
        calls.weightGradient.apply(seen.array(), delta.array(), into);
    }

    private void biasGradients(ParamViews gradients) {
        var ones = memory.allocate((time - start) * batch).assign(1.0);
        var b = gradients.b();
        // With vectors this is a product of BLAS's second level, several times as fast as ND4J's sum.
        calls.product.apply(delta.z().array(), ones, b.z());
        calls.product.apply(delta.r().array(), ones, b.r());
        calls.product.apply(delta.n().array(), ones, b.n());
        if (gradients.rb() != null) {
            var rb = gradients.rb();
            rb.z().assign(b.z());
            rb.r().assign(b.r());
            calls.product.apply(recurrentDelta.n().array(), ones, rb.n());
        }
    }
}
