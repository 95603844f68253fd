package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruInputGradients;
import io.github.gru4j.layer.kernel.GruKernel;
import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import io.github.gru4j.layer.kernel.GruSpec;
import io.github.gru4j.layer.kernel.GruTape;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The GRU on oneDNN's primitives: {@code lbr_gru} for reset-after, {@code gru} for reset-before.
 *
 * <p>oneDNN knows no masks: of a masked batch it gets the valid steps, packed side by side ({@link Pack}).
 */
public final class OneDnnGruKernel implements GruKernel {

    /** The name to force it by. */
    public static final String NAME = "onednn";

    /** Of sizes of batches. A masked batch needs up to two for each halving of its length at once, so no fewer. */
    private static final int PASSES_KEPT = 64;

    private final GruSpec spec;
    private final CellSize cell;
    private final Weights weights;
    /** By the number of threads: oneDNN plans a copy, too, for as many as it may use when it is made. */
    private final Map<Integer, Copies> copies = new HashMap<>();

    private final Rows rows = new Rows();
    private final RecentlyUsed<Passes.Size, Passes> passes;

    /** @param spec for which {@link OneDnn#whyNot} has no objection */
    public OneDnnGruKernel(GruSpec spec) {
        this.spec = spec;
        this.cell = new CellSize(spec.nIn(), spec.nOut(), spec.resetAfter());
        this.weights = new Weights(cell);
        this.passes = new RecentlyUsed<>(PASSES_KEPT, size -> new Passes(cell, size));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void infer(GruParams params, GruSegment segment, INDArray states, GruMemory scratch) {
        run(params, segment, states, null, scratch);
    }

    @Override
    public GruTape forward(GruParams params, GruSegment segment, INDArray states, GruMemory kept, GruMemory scratch) {
        return run(params, segment, states, kept, scratch);
    }

    private OneDnnTape run(GruParams params, GruSegment segment, INDArray states, GruMemory kept, GruMemory scratch) {
        try (var threads = new Threads()) {
            weights.use(params, kept != null);
            var batch = batch(segment, threads, scratch);
            return batch.forward(states, kept);
        } finally {
            weights.release();
            // Native code has their addresses alone.
            Reference.reachabilityFence(params);
            Reference.reachabilityFence(segment);
            Reference.reachabilityFence(states);
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
        long time = segment.input().size(2);
        if (steps < time) {
            return backwardThroughLast(params, segment, epsilon, steps, gradients, inputGradient, scratch);
        }
        var way = (OneDnnTape) tape;
        try (var threads = new Threads()) {
            weights.useAgain(params, way.way());
            var batch = batch(segment, threads, scratch);
            var initialState = batch.backward(way, epsilon, gradients, inputGradient);
            return new GruInputGradients(inputGradient, initialState);
        } finally {
            weights.forget();
            weights.release();
            Reference.reachabilityFence(params);
            Reference.reachabilityFence(segment);
            Reference.reachabilityFence(tape);
            Reference.reachabilityFence(epsilon);
            Reference.reachabilityFence(gradients);
            Reference.reachabilityFence(inputGradient);
        }
    }

    /** The last steps are a segment of their own, from the state that the first ones lead to. */
    private GruInputGradients backwardThroughLast(
            GruParams params,
            GruSegment segment,
            INDArray epsilon,
            long steps,
            GruParams gradients,
            INDArray inputGradient,
            GruMemory scratch) {
        long time = segment.input().size(2);
        long start = time - steps;
        var states = scratch.allocate(segment.input().size(0), spec.nOut(), time);
        infer(params, part(segment, segment.initialState(), 0, start), part(states, 0, start), scratch);
        var last = part(
                segment,
                states.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(start - 1)),
                start,
                time);
        var tape = forward(params, last, part(states, start, time), scratch, scratch);
        part(inputGradient, 0, start).assign(0.0);
        var result = backward(
                params,
                last,
                tape,
                part(epsilon, start, time),
                steps,
                gradients,
                part(inputGradient, start, time),
                scratch);
        return new GruInputGradients(inputGradient, result.initialState());
    }

    private static GruSegment part(GruSegment segment, INDArray initialState, long from, long to) {
        var mask = segment.mask();
        return new GruSegment(
                part(segment.input(), from, to),
                initialState,
                mask == null ? null : mask.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)));
    }

    private static INDArray part(INDArray sequences, long from, long to) {
        return sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    private Batch batch(GruSegment segment, Threads threads, GruMemory scratch) {
        var tools = new Batch.Tools(
                cell,
                weights,
                copies.computeIfAbsent(threads.count(), count -> new Copies()),
                rows,
                (batch, steps) -> passes.get(new Passes.Size(batch, steps, threads.count())));
        return segment.mask() == null
                ? new WholeBatch(tools, segment, scratch)
                : new MaskedBatch(tools, segment, spec.holdsMasked(), scratch);
    }
}
