package io.github.gru4j.layer.kernel.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive steps that one call of oneDNN computes. A call needs some 35 times the memory of its states: in short calls that
 * stays in the processor's caches, and does not grow with the length of the sequences.
 *
 * @param first step
 * @param steps of this chunk
 */
record Chunk(long first, long steps) {

    /** What a call of training needs, as a multiple of its states. */
    private static final long BYTES_PER_STATE_BYTE = 38;
    /** Fits the caches of one processor's share. */
    private static final long MOST_BYTES = 11L << 20;
    /** Fewer steps are not worth a call. */
    private static final long FEWEST_STEPS = 4;

    private static long largest(long rows, long steps, long width) {
        long most = Math.max(FEWEST_STEPS, MOST_BYTES / (BYTES_PER_STATE_BYTE * rows * width * Float.BYTES));
        // As even as can be: each length has passes of its own.
        long count = (steps + most - 1) / most;
        return (steps + count - 1) / count;
    }

    static List<Chunk> of(long rows, long steps, long width) {
        long largest = largest(rows, steps, width);
        var chunks = new ArrayList<Chunk>();
        for (long first = 0; first < steps; first += largest) {
            chunks.add(new Chunk(first, Math.min(largest, steps - first)));
        }
        return chunks;
    }
}
