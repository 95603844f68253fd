package io.github.gru4j.layer.kernel;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The product of the state with one gate's block of the recurrent weights, forwards and backwards.
 *
 * <p>With recurrent dropout each gate sees the state through a mask of its own (as in Keras).
 */
final class RecurrentProduct {

    private final Calls calls;
    private final INDArray weights;
    /** [H, B]; null without dropout. */
    private final INDArray mask;

    private final INDArray scratch;
    private final ReusedOp forward;
    private final ReusedOp addBack;
    private final ReusedOp back;

    private RecurrentProduct(
            Calls calls, INDArray weights, INDArray mask, INDArray scratch, Function<Gates<ReusedOp>, ReusedOp> gate) {
        this.calls = calls;
        this.weights = weights;
        this.mask = mask;
        this.scratch = scratch;
        this.forward = gate.apply(calls.recurrentProjection);
        this.addBack = gate.apply(calls.addRecurrentGradient);
        this.back = gate.apply(calls.recurrentGradient);
    }

    static Gates<RecurrentProduct> ofEachGate(
            GruSpec spec, Calls calls, Gates<INDArray> weights, INDArray dropout, GruMemory memory) {
        if (dropout == null) {
            return new Gates<>(
                    new RecurrentProduct(calls, weights.z(), null, null, Gates::z),
                    new RecurrentProduct(calls, weights.r(), null, null, Gates::r),
                    new RecurrentProduct(calls, weights.n(), null, null, Gates::n));
        }
        var masks = Gates.columnsOf(dropout, spec.nOut());
        var scratch = memory.allocate(spec.nOut(), dropout.size(0));
        return new Gates<>(
                new RecurrentProduct(calls, weights.z(), asStep(masks.z(), memory), scratch, Gates::z),
                new RecurrentProduct(calls, weights.r(), asStep(masks.r(), memory), scratch, Gates::r),
                new RecurrentProduct(calls, weights.n(), asStep(masks.n(), memory), scratch, Gates::n));
    }

    private static INDArray asStep(INDArray mask, GruMemory memory) {
        return memory.allocate(mask.size(1), mask.size(0)).assign(mask.transpose());
    }

    /** Adds R^T state to {@code into}, all [H, B]. */
    void addTo(INDArray into, INDArray state) {
        forward.apply(weights, mask == null ? state : calls.multiply(state, mask, scratch), into);
    }

    /** Adds to dL/dstate what flows back from {@code delta}, all [H, B]. */
    void addBackTo(INDArray into, INDArray delta) {
        if (mask == null) {
            addBack.apply(weights, delta, into);
        } else {
            calls.addTo(into, back(delta, scratch));
        }
    }

    /** What flows back from {@code delta}, into {@code into}. */
    INDArray back(INDArray delta, INDArray into) {
        back.apply(weights, delta, into);
        return mask == null ? into : calls.multiplyBy(into, mask);
    }

    /** The states as these weights saw them: themselves or, with dropout, {@code into}. */
    Steps seen(Steps states, Steps into) {
        if (mask == null) {
            return states;
        }
        var from = states.cursor();
        var to = into.cursor();
        for (long t = 0; t < states.count(); t++) {
            calls.multiply(from.at(t), mask, to.at(t));
        }
        return into;
    }
}
