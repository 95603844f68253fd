package io.github.gru4j.layer.kernel;

import io.github.gru4j.layer.MaskMode;
import org.nd4j.linalg.activations.IActivation;

/**
 * The equations of one GRU, without its weights.
 *
 * @param nIn features per step
 * @param nOut width of the state (H)
 * @param resetAfter whether the reset gate acts after the recurrent product (Keras 2+, PyTorch, cuDNN) or before it (Cho 2014)
 * @param activation of the candidate
 * @param gateActivation of the update and reset gates
 * @param maskMode what a masked step does
 */
public record GruSpec(
        long nIn,
        long nOut,
        boolean resetAfter,
        IActivation activation,
        IActivation gateActivation,
        MaskMode maskMode) {}
