package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What {@link Nd4jGruForward} keeps for {@link Nd4jGruBackward}.
 *
 * @param gates values of z, r, n [B, 3H, T]
 * @param recurrent h' Rn + cn for reset-after, r * h' for reset-before [B, H, T]
 * @param states [B, H, T + 1], the initial state first
 * @param gateInputs of z and r [B, 2H, T]; null if the slope of the gate activation follows from its value
 * @param candidateInputs of n [B, H, T]; null likewise
 */
record Nd4jGruTape(Steps gates, Steps recurrent, Steps states, INDArray gateInputs, INDArray candidateInputs)
        implements GruTape {

    /** All arrays of a tape come from one workspace. */
    @Override
    public boolean isValid() {
        return GruTape.isOpen(states.array());
    }
}
