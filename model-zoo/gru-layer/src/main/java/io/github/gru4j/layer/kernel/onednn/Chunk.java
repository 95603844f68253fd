package io.github.gru4j.layer.kernel.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive steps that one call of oneDNN computes. A call needs many times the memory of its states: in short calls that
 * stays in the processor's caches.
 *
 * @param first step
 * @param steps of this chunk
 */
record Chunk(long first, long steps) {

    /** What a call needs, as a multiple of its states. */
    private static final long TRAINING_BYTES = 38;

    private static final long INFERENCE_BYTES = 19;

    /** Fits the caches of one processor's share. */
    private static final long MOST_TRAINING_BYTES = 11L << 20;
    /** Nothing is read a second time, so fewer calls are worth more than the caches. */
    private static final long MOST_INFERENCE_BYTES = 22L << 20;
    /** Not worth a second call. */
    private static final long SMALL = 2L << 20;
    /** Fewer steps are not worth a call. */
    private static final long FEWEST_STEPS = 4;
    /** In as many parts, most can be kept until the way back without taking more memory than the LSTM. */
    private static final long PARTS = 7;

    static List<Chunk> forTraining(long rows, long steps, long width) {
        long bytesOfAStep = TRAINING_BYTES * rows * width * Float.BYTES;
        return of(
                steps,
                steps * bytesOfAStep <= SMALL
                        ? steps
                        : Math.min(MOST_TRAINING_BYTES / bytesOfAStep, (steps + PARTS - 1) / PARTS));
    }

    static List<Chunk> forInference(long rows, long steps, long width) {
        return of(steps, MOST_INFERENCE_BYTES / (INFERENCE_BYTES * rows * width * Float.BYTES));
    }

    private static List<Chunk> of(long steps, long wanted) {
        long most = Math.max(FEWEST_STEPS, wanted);
        // As even as can be: each length has passes of its own.
        long count = (steps + most - 1) / most;
        long largest = (steps + count - 1) / count;
        var chunks = new ArrayList<Chunk>();
        for (long first = 0; first < steps; first += largest) {
            chunks.add(new Chunk(first, Math.min(largest, steps - first)));
        }
        return chunks;
    }
}
