package io.github.gru4j.layer.kernel.onednn;

/**
 * Sequences [B, C, T] of a caller, read and written a few steps at a time in the order that oneDNN wants: dense [steps, rows,
 * C].
 */
interface Sequences {

    /** Makes steps from {@code first} on available: in {@code buffer}, or where they are. Gives the address. */
    long load(long first, long steps, long buffer);

    /** Takes steps from {@code first} on out of {@code buffer}. */
    void store(long first, long steps, long buffer);
}
