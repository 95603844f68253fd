package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of a GRU's parameters, or of their gradients; gates in the order z, r, n, 'f' order.
 *
 * @param w input weights [nIn, 3H]
 * @param rw recurrent weights [H, 3H]
 * @param b input bias [1, 3H]; null without bias
 * @param rb recurrent bias [1, 3H]; null without bias and for reset-before
 */
public record GruParams(INDArray w, INDArray rw, INDArray b, INDArray rb) {}
