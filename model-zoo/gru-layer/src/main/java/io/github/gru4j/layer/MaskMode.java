package io.github.gru4j.layer;

/**
 * What a masked step does to the state and the output.
 *
 * <p>The two agree for sequences that are padded on one side only and read by their valid steps; they differ after a gap in
 * the middle.
 */
public enum MaskMode {
    /** State and output of a masked step are zero: the way of DL4J's own recurrent layers. */
    ZERO,
    /** The state passes through a masked step unchanged and is repeated as its output: the way of Keras. */
    HOLD
}
