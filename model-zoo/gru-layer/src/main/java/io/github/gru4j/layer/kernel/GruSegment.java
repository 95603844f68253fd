package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a kernel reads of a batch of sequences.
 *
 * @param input [B, nIn, T] of the parameters' data type
 * @param initialState [B, H]; null for zeros
 * @param mask [B, T] of the parameters' data type, 1 at valid steps and 0 at others; null when all are valid
 * @param recurrentDropout what the state is multiplied by before it meets the recurrent weights of z, r and n [B, 3H], the same
 *     at every step; null for no dropout. The state that z keeps is not touched.
 */
public record GruSegment(INDArray input, INDArray initialState, INDArray mask, INDArray recurrentDropout) {

    /** A segment without recurrent dropout. */
    public GruSegment(INDArray input, INDArray initialState, INDArray mask) {
        this(input, initialState, mask, null);
    }
}
