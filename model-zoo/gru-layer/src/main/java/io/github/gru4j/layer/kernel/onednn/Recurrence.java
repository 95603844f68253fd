package io.github.gru4j.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.github.gru4j.layer.kernel.GruMemory;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A GRU over rows of equal length, chunk by chunk; forwards, and backwards from the last chunk to the first.
 *
 * <p>Going back needs a workspace for each chunk, of some 19 times its states. As many are kept from the way forwards, the last
 * ones, as take the memory that DL4J's LSTM takes for its own; the chunks before are computed again, each just before it is
 * needed.
 */
final class Recurrence {

    /** What a step of training may take, as a multiple of all states: no more than DL4J's LSTM takes. */
    private static final long MEMORY_PER_STATE = 13;
    /** Workspaces of less are kept in any case. */
    private static final long SMALL = 16L << 20;

    private final Weights weights;
    private final Function<Chunk, Passes> passes;
    private final Rows rows;
    private final List<Chunk> chunks;
    /** The passes of the longest chunk, which none of the others needs more memory than. */
    private final Passes largest;

    private final long stateBytes;
    private final long totalSteps;

    /** Where gradients of the parameters are added up, in oneDNN's layouts. */
    record Sums(long weightsLayer, long weightsIter, long bias) {}

    Recurrence(Weights weights, Function<Chunk, Passes> passes, Rows rows, long batch, long steps, long width) {
        this.weights = weights;
        this.passes = passes;
        this.rows = rows;
        this.chunks = Chunk.of(batch, steps, width);
        this.largest = passes.apply(chunks.get(0));
        this.stateBytes = batch * width * Float.BYTES;
        this.totalSteps = steps;
    }

    /** The way back through the longest chunk: its layouts of gradients are those of the others. */
    GruPass backwardPass() {
        return largest.backward();
    }

    /** @param initial writes the state before the first step to an address */
    void infer(Sequences input, Sequences output, LongConsumer initial, GruMemory scratch) {
        var pass = largest.inference();
        var plan = new Sections();
        long in = plan.add(pass.bytes(DNNL_ARG_SRC_LAYER));
        long out = plan.add(pass.bytes(DNNL_ARG_DST_LAYER));
        long pad = plan.add(pass.bytes(DNNL_ARG_SCRATCHPAD));
        long state = plan.add(stateBytes);
        long other = plan.add(stateBytes);
        try (var block = plan.allocate(scratch)) {
            long before = block.address(state);
            long after = block.address(other);
            initial.accept(before);
            for (var chunk : chunks) {
                var inference = passes.apply(chunk).inference();
                prepare(inference, chunk, input, block.address(in), block.address(pad))
                        .at(DNNL_ARG_SRC_ITER, before)
                        .at(DNNL_ARG_DST_ITER, after)
                        .at(DNNL_ARG_DST_LAYER, block.address(out))
                        .run();
                output.store(chunk.first(), chunk.steps(), block.address(out));
                long swap = before;
                before = after;
                after = swap;
            }
        }
    }

    /** As {@link #infer}, and keeps what {@link #backward} needs. */
    RecurrenceTape record(Sequences input, Sequences output, LongConsumer initial, GruMemory kept, GruMemory scratch) {
        var tape = plan(kept);
        initial.accept(tape.stateBefore(0));
        var pass = largest.training();
        var plan = new Sections();
        long in = plan.add(pass.bytes(DNNL_ARG_SRC_LAYER));
        long out = plan.add(pass.bytes(DNNL_ARG_DST_LAYER));
        long pad = plan.add(pass.bytes(DNNL_ARG_SCRATCHPAD));
        long workspace = plan.add(pass.bytes(DNNL_ARG_WORKSPACE));
        try (var block = plan.allocate(scratch)) {
            for (int k = 0; k < chunks.size(); k++) {
                long outputs = tape.isKept(k) ? tape.outputs(k) : block.address(out);
                train(k, tape, input, outputs, block.address(in), block.address(pad), block.address(workspace));
                output.store(chunks.get(k).first(), chunks.get(k).steps(), outputs);
            }
        }
        return tape;
    }

    /**
     * Goes back through a way that {@code tape} was recorded on.
     *
     * @param sums gradients of the parameters are added to these
     * @param initialGradient address, receives dL/d(state before the first step)
     */
    void backward(
            RecurrenceTape tape,
            Sequences input,
            Sequences epsilon,
            Sequences inputGradient,
            Sums sums,
            long initialGradient,
            GruMemory scratch) {
        var pass = largest.backward();
        var plan = new Sections();
        long in = plan.add(pass.bytes(DNNL_ARG_SRC_LAYER));
        long out = plan.add(pass.bytes(DNNL_ARG_DST_LAYER));
        long pad = plan.add(
                Math.max(pass.bytes(DNNL_ARG_SCRATCHPAD), largest.training().bytes(DNNL_ARG_SCRATCHPAD)));
        long workspace = plan.add(pass.bytes(DNNL_ARG_WORKSPACE));
        long eps = plan.add(pass.bytes(DNNL_ARG_DIFF_DST_LAYER));
        long gradient = plan.add(pass.bytes(DNNL_ARG_DIFF_SRC_LAYER));
        long state = plan.add(stateBytes);
        try (var block = plan.allocate(scratch)) {
            long after = block.address(state);
            long before = initialGradient;
            if (chunks.size() % 2 == 0) {
                // They are swapped after each chunk but the last, whose result belongs at initialGradient.
                after = initialGradient;
                before = block.address(state);
            }
            rows.clear(after, stateBytes / Float.BYTES);
            for (int k = chunks.size() - 1; k >= 0; k--) {
                var chunk = chunks.get(k);
                if (!tape.isKept(k)) {
                    train(
                            k,
                            tape,
                            input,
                            block.address(out),
                            block.address(in),
                            block.address(pad),
                            block.address(workspace));
                }
                var back = passes.apply(chunk).backward();
                prepare(back, chunk, input, block.address(in), block.address(pad))
                        .at(DNNL_ARG_SRC_ITER, tape.stateBefore(k))
                        .at(DNNL_ARG_DST_ITER, tape.stateAfter(k))
                        .at(DNNL_ARG_DST_LAYER, tape.isKept(k) ? tape.outputs(k) : block.address(out))
                        .at(DNNL_ARG_WORKSPACE, tape.isKept(k) ? tape.workspace(k) : block.address(workspace))
                        .at(DNNL_ARG_DIFF_DST_LAYER, epsilon.load(chunk.first(), chunk.steps(), block.address(eps)))
                        .at(DNNL_ARG_DIFF_DST_ITER, after)
                        .at(DNNL_ARG_DIFF_SRC_LAYER, block.address(gradient))
                        .at(DNNL_ARG_DIFF_SRC_ITER, before)
                        .at(DNNL_ARG_DIFF_WEIGHTS_LAYER, sums.weightsLayer)
                        .at(DNNL_ARG_DIFF_WEIGHTS_ITER, sums.weightsIter)
                        .at(DNNL_ARG_DIFF_BIAS, sums.bias)
                        .run();
                inputGradient.store(chunk.first(), chunk.steps(), block.address(gradient));
                long swap = before;
                before = after;
                after = swap;
            }
        }
    }

    private void train(int k, RecurrenceTape tape, Sequences input, long outputs, long in, long pad, long workspace) {
        prepare(passes.apply(chunks.get(k)).training(), chunks.get(k), input, in, pad)
                .at(DNNL_ARG_SRC_ITER, tape.stateBefore(k))
                .at(DNNL_ARG_DST_ITER, tape.stateAfter(k))
                .at(DNNL_ARG_DST_LAYER, outputs)
                .at(DNNL_ARG_WORKSPACE, tape.isKept(k) ? tape.workspace(k) : workspace)
                .run();
    }

    private GruPass prepare(GruPass pass, Chunk chunk, Sequences input, long in, long pad) {
        return pass.at(DNNL_ARG_SRC_LAYER, input.load(chunk.first(), chunk.steps(), in))
                .at(DNNL_ARG_WEIGHTS_LAYER, weights.of(pass, DNNL_ARG_WEIGHTS_LAYER))
                .at(DNNL_ARG_WEIGHTS_ITER, weights.of(pass, DNNL_ARG_WEIGHTS_ITER))
                .at(DNNL_ARG_BIAS, weights.bias())
                .at(DNNL_ARG_SCRATCHPAD, pad);
    }

    private RecurrenceTape plan(GruMemory kept) {
        int count = chunks.size();
        long one = largest.training().bytes(DNNL_ARG_SCRATCHPAD) + workspaceBytes(0);
        long left = Math.max(SMALL, MEMORY_PER_STATE * totalSteps * stateBytes - one) - workspaceBytes(count - 1);
        int firstKept = count - 1;
        while (firstKept > 0 && left >= workspaceBytes(firstKept - 1)) {
            firstKept--;
            left -= workspaceBytes(firstKept);
        }
        var plan = new Sections();
        long states = plan.add((count + 1) * stateBytes);
        var outputs = new long[count];
        var workspaces = new long[count];
        for (int k = firstKept; k < count; k++) {
            outputs[k] = plan.add(chunks.get(k).steps() * stateBytes);
            workspaces[k] = plan.add(workspaceBytes(k));
        }
        var block = plan.allocate(kept);
        for (int k = firstKept; k < count; k++) {
            outputs[k] = block.address(outputs[k]);
            workspaces[k] = block.address(workspaces[k]);
        }
        return new RecurrenceTape(block, block.address(states), stateBytes, outputs, workspaces);
    }

    private long workspaceBytes(int chunk) {
        return passes.apply(chunks.get(chunk)).training().bytes(DNNL_ARG_WORKSPACE);
    }
}
