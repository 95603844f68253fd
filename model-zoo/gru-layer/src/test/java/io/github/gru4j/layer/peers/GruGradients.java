package io.github.gru4j.layer.peers;

import io.github.gru4j.layer.kernel.GruParams;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of a loss.
 *
 * @param input [B, nIn, T]
 * @param initialStates [B, H] for each direction; empty if the states begin from zeros
 * @param cells of the parameters of each direction
 */
record GruGradients(INDArray input, List<INDArray> initialStates, List<GruParams> cells) {}
