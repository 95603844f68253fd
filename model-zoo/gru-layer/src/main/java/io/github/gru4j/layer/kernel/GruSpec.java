package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The equations of one GRU, without its weights.
 *
 * @param nIn features per step
 * @param nOut width of the state (H)
 * @param resetAfter whether the reset gate acts after the recurrent product (Keras 2+, PyTorch, cuDNN) or before it (Cho 2014)
 * @param activation of the candidate
 * @param gateActivation of the update and reset gates
 * @param holdsMasked whether the state passes through a masked step; otherwise it is zero after it
 * @param dataType of parameters and states
 * @param recurrentDropout whether a {@link GruSegment} may come with recurrent dropout
 */
public record GruSpec(
        long nIn,
        long nOut,
        boolean resetAfter,
        IActivation activation,
        IActivation gateActivation,
        boolean holdsMasked,
        DataType dataType,
        boolean recurrentDropout) {}
