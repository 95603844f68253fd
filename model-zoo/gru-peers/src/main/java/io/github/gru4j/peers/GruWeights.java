package io.github.gru4j.peers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights of one direction of a GRU, or their gradients, in gru4j's layout: gates in the order z, r, n.
 *
 * @param w input weights [nIn, 3H]
 * @param rw recurrent weights [H, 3H]
 * @param b input bias [1, 3H]; null without bias
 * @param rb recurrent bias [1, 3H]; null without bias
 */
public record GruWeights(INDArray w, INDArray rw, INDArray b, INDArray rb) {}
