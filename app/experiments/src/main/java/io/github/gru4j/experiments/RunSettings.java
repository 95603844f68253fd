package io.github.gru4j.experiments;

/**
 * What a run was trained with, the same for every cell of a comparison.
 *
 * @param hidden width of the recurrent layer
 * @param embedding width of the token embedding; 0 where steps are feature vectors
 * @param batchSize sequences in a minibatch
 * @param learningRate of Adam
 * @param clipNorm gradients of a layer are rescaled to this L2 norm when they exceed it
 * @param maxEpochs at most so many passes over the training split
 * @param patience stop when the validation loss has not improved for so many epochs
 * @param maxTrain at most so many training sequences; 0 for all
 */
public record RunSettings(
        int hidden,
        int embedding,
        int batchSize,
        double learningRate,
        double clipNorm,
        int maxEpochs,
        int patience,
        int maxTrain) {}
