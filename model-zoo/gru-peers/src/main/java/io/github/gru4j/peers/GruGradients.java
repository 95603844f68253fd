package io.github.gru4j.peers;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of a loss.
 *
 * @param input [B, nIn, T]
 * @param initialStates [B, H] for each direction; empty if the states begin from zeros
 * @param cells of the parameters of each direction
 */
public record GruGradients(INDArray input, List<INDArray> initialStates, List<GruWeights> cells) {}
