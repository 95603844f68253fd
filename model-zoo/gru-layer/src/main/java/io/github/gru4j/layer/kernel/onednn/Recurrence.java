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
 * ones, as stay within the memory that DL4J's LSTM takes; the chunks before are computed again, each just before it is needed.
 */
final class Recurrence {

    /**
     * What a step of training may take: no more than DL4J's LSTM takes, which is more per state the wider they are. As a multiple
     * of all states, and in bytes on top.
     */
    private static final long LEAST_MEMORY_PER_STATE = 15;

    private static final long MOST_MEMORY_PER_STATE = 19;
    private static final long WIDTH_FOR_ONE_MORE = 128;
    private static final long MEMORY = 1L << 20;

    private final Weights weights;
    private final Function<Chunk, Passes> passes;
    private final Rows rows;
    /** Of training. */
    private final List<Chunk> chunks;

    private final long batch;
    private final long width;
    private final long totalSteps;
    private final long stateBytes;

    /** Where gradients of the parameters are added up, in oneDNN's layouts. */
    record Sums(long weightsLayer, long weightsIter, long bias) {}

    Recurrence(Weights weights, Function<Chunk, Passes> passes, Rows rows, long batch, long steps, long width) {
        this.weights = weights;
        this.passes = passes;
        this.rows = rows;
        this.batch = batch;
        this.width = width;
        this.totalSteps = steps;
        this.chunks = Chunk.forTraining(batch, steps, width);
        this.stateBytes = batch * width * Float.BYTES;
    }

    /** The passes of the longest chunk, which none of the others needs more memory than; only training asks for them. */
    private Passes largest() {
        return passes.apply(chunks.get(0));
    }

    /** The way back through the longest chunk: its layouts of gradients are those of the others. */
    GruPass backwardPass() {
        return largest().backward();
    }

    /** @param initial writes the state before the first step to an address */
    void infer(Sequences input, Sequences output, LongConsumer initial, GruMemory scratch) {
        var parts = Chunk.forInference(batch, totalSteps, width);
        var pass = passes.apply(parts.get(0)).inference();
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
            for (var chunk : parts) {
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

    /** As {@link #infer}, and keeps what {@link #backward} needs, the memory that both work in included. */
    RecurrenceTape record(Sequences input, Sequences output, LongConsumer initial, GruMemory kept) {
        var tape = plan(kept);
        initial.accept(tape.stateBefore(0));
        for (int k = 0; k < chunks.size(); k++) {
            train(k, tape, input);
            output.store(chunks.get(k).first(), chunks.get(k).steps(), tape.outputs(k));
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
            long initialGradient) {
        var working = tape.working();
        long after = working.stateGradient();
        long before = initialGradient;
        if (chunks.size() % 2 == 0) {
            // They are swapped after each chunk but the last, whose result belongs at initialGradient.
            after = initialGradient;
            before = working.stateGradient();
        }
        rows.clear(after, stateBytes / Float.BYTES);
        for (int k = chunks.size() - 1; k >= 0; k--) {
            var chunk = chunks.get(k);
            if (!tape.has(k)) {
                train(k, tape, input);
            }
            prepare(passes.apply(chunk).backward(), chunk, input, working.input(), working.pad())
                    .at(DNNL_ARG_SRC_ITER, tape.stateBefore(k))
                    .at(DNNL_ARG_DST_ITER, tape.stateAfter(k))
                    .at(DNNL_ARG_DST_LAYER, tape.outputs(k))
                    .at(DNNL_ARG_WORKSPACE, tape.workspace(k))
                    .at(DNNL_ARG_DIFF_DST_LAYER, epsilon.load(chunk.first(), chunk.steps(), working.epsilon()))
                    .at(DNNL_ARG_DIFF_DST_ITER, after)
                    .at(DNNL_ARG_DIFF_SRC_LAYER, working.inputGradient())
                    .at(DNNL_ARG_DIFF_SRC_ITER, before)
                    .at(DNNL_ARG_DIFF_WEIGHTS_LAYER, sums.weightsLayer)
                    .at(DNNL_ARG_DIFF_WEIGHTS_ITER, sums.weightsIter)
                    .at(DNNL_ARG_DIFF_BIAS, sums.bias)
                    .run();
            inputGradient.store(chunk.first(), chunk.steps(), working.inputGradient());
            long swap = before;
            before = after;
            after = swap;
        }
    }

    private void train(int k, RecurrenceTape tape, Sequences input) {
        var chunk = chunks.get(k);
        var working = tape.working();
        prepare(passes.apply(chunk).training(), chunk, input, working.input(), working.pad())
                .at(DNNL_ARG_SRC_ITER, tape.stateBefore(k))
                .at(DNNL_ARG_DST_ITER, tape.stateAfter(k))
                .at(DNNL_ARG_DST_LAYER, tape.outputs(k))
                .at(DNNL_ARG_WORKSPACE, tape.workspace(k))
                .run();
        tape.computed(k);
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
        var forward = largest().training();
        var back = largest().backward();
        var plan = new Sections();
        long input = plan.add(forward.bytes(DNNL_ARG_SRC_LAYER));
        long output = plan.add(forward.bytes(DNNL_ARG_DST_LAYER));
        long pad = plan.add(Math.max(forward.bytes(DNNL_ARG_SCRATCHPAD), back.bytes(DNNL_ARG_SCRATCHPAD)));
        long workspace = plan.add(forward.bytes(DNNL_ARG_WORKSPACE));
        long epsilon = plan.add(back.bytes(DNNL_ARG_DIFF_DST_LAYER));
        long inputGradient = plan.add(back.bytes(DNNL_ARG_DIFF_SRC_LAYER));
        long stateGradient = plan.add(stateBytes);
        long states = plan.add((count + 1) * stateBytes);
        var outputs = new long[count];
        var workspaces = new long[count];
        long most = MEMORY + memoryPerState() * totalSteps * stateBytes - weightBytes();
        // The first chunk that is not kept stays where it was computed until it is needed, so one is always left.
        int firstKept = count;
        while (firstKept > 1 && plan.bytes() + chunkBytes(firstKept - 1) <= most) {
            firstKept--;
            outputs[firstKept] = plan.add(chunks.get(firstKept).steps() * stateBytes);
            workspaces[firstKept] = plan.add(workspaceBytes(firstKept));
        }
        var block = plan.allocate(kept);
        for (int k = firstKept; k < count; k++) {
            outputs[k] = block.address(outputs[k]);
            workspaces[k] = block.address(workspaces[k]);
        }
        return new RecurrenceTape(
                block,
                new RecurrenceTape.Working(
                        block.address(input),
                        block.address(output),
                        block.address(pad),
                        block.address(workspace),
                        block.address(epsilon),
                        block.address(inputGradient),
                        block.address(stateGradient)),
                block.address(states),
                stateBytes,
                outputs,
                workspaces);
    }

    private long memoryPerState() {
        return Math.min(MOST_MEMORY_PER_STATE, LEAST_MEMORY_PER_STATE + width / WIDTH_FOR_ONE_MORE);
    }

    private long chunkBytes(int chunk) {
        return chunks.get(chunk).steps() * stateBytes + workspaceBytes(chunk);
    }

    private long workspaceBytes(int chunk) {
        return passes.apply(chunks.get(chunk)).training().bytes(DNNL_ARG_WORKSPACE);
    }

    /** The weights in the layouts of both ways, and their gradients. */
    private long weightBytes() {
        long bytes = 0;
        for (var pass : new GruPass[] {largest().training(), largest().backward()}) {
            bytes += pass.bytes(DNNL_ARG_WEIGHTS_LAYER) + pass.bytes(DNNL_ARG_WEIGHTS_ITER);
        }
        return bytes
                + largest().backward().bytes(DNNL_ARG_DIFF_WEIGHTS_LAYER)
                + largest().backward().bytes(DNNL_ARG_DIFF_WEIGHTS_ITER);
    }
}
