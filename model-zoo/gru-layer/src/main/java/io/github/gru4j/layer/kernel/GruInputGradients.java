package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of the loss with respect to what a segment read.
 *
 * @param input [B, nIn, T]
 * @param initialState [B, H]
 */
public record GruInputGradients(INDArray input, INDArray initialState) {}
