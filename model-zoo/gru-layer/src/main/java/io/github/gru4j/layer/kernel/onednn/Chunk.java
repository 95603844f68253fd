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

    /** Rows times steps that make the input projection a large enough product. */
    private static final long ROWS = 128;
    /** Fewer steps are not worth a call. */
    private static final long FEWEST_STEPS = 4;

    static long largest(long rows, long steps) {
        return Math.min(steps, Math.max(FEWEST_STEPS, ROWS / rows));
    }

    static List<Chunk> of(long rows, long steps) {
        long largest = largest(rows, steps);
        var chunks = new ArrayList<Chunk>();
        for (long first = 0; first < steps; first += largest) {
            chunks.add(new Chunk(first, Math.min(largest, steps - first)));
        }
        return chunks;
    }
}
