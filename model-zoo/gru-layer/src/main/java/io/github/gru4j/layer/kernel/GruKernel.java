package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mathematics of a GRU over a segment of a batch of sequences; knows nothing of layers.
 *
 * <p>With z the update gate, r the reset gate, n the candidate and h' the state before the step:
 *
 * <pre>
 * z = gate(x Wz + h' Rz + bz + cz)
 * r = gate(x Wr + h' Rr + br + cr)
 * n = act(x Wn + bn + r * (h' Rn + cn))   reset-after
 * n = act(x Wn + bn + (r * h') Rn)        reset-before; no c
 * h = z * h' + (1 - z) * n
 * </pre>
 *
 * <p>b is {@link GruParams#b()}, c is {@link GruParams#rb()}. Source: Cho et al. 2014 (arXiv:1406.1078), equations 5 to 8, for
 * reset-before; Keras's {@code GRU(reset_after=True)} and PyTorch's {@code nn.GRU} for reset-after.
 *
 * <p>Input, states, masks and their gradients may have any strides; parameters are 'f' order views.
 *
 * <p>An instance belongs to one layer and is used by one thread at a time. Get one from {@link GruKernels}.
 */
public interface GruKernel {

    /** Short name, as given to {@code -Dgru4j.kernel}. */
    String name();

    /**
     * Computes all states of a segment.
     *
     * @param states [B, H, T], receives the state after each step
     * @param scratch memory for the time of this call
     */
    void infer(GruParams params, GruSegment segment, INDArray states, GruMemory scratch);

    /**
     * Computes all states of a segment and keeps what {@link #backward} needs.
     *
     * @param states [B, H, T], receives the state after each step; not read by {@link #backward}, so that it may be overwritten
     * @param kept memory for the tape
     * @param scratch memory for the time of this call
     */
    GruTape forward(GruParams params, GruSegment segment, INDArray states, GruMemory kept, GruMemory scratch);

    /**
     * Differentiates through a segment, from its last step backwards.
     *
     * @param tape of the forward pass over the same segment with the same parameters
     * @param epsilon dL/dh [B, H, T], without what flows back from later steps
     * @param steps how many steps to go back, at most T; what lies before gets no gradient
     * @param gradients receives dL/dparameters, overwriting what it holds
     * @param inputGradient [B, nIn, T], receives dL/dinput
     * @param scratch memory for the time of this call and of its result
     */
    GruInputGradients backward(
            GruParams params,
            GruSegment segment,
            GruTape tape,
            INDArray epsilon,
            long steps,
            GruParams gradients,
            INDArray inputGradient,
            GruMemory scratch);
}
