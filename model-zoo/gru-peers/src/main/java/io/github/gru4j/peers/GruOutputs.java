package io.github.gru4j.peers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a GRU says about a batch; D is the number of directions.
 *
 * @param states [B, D H, T], zero where the input is padded
 * @param last [B, D H], the state of each direction when it has read the whole sequence
 */
public record GruOutputs(INDArray states, INDArray last) {}
