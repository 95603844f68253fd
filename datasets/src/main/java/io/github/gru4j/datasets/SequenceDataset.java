package io.github.gru4j.datasets;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Sequences with their answers in three disjoint splits, ready for a network.
 *
 * <p>Features have DL4J's shape [batch, size, time]; sequences of unequal length are padded at the end and carry a
 * features mask [batch, time]. Labels have shape [batch, outputSize]: one-hot classes, or normalised targets; where every step has
 * an answer, [batch, outputSize, time].
 *
 * <p>A data set is immutable and may be shared by threads; each thread takes iterators of its own. Batches are copies.
 */
public interface SequenceDataset {

    /** What is asked. */
    SequenceTask task();

    /**
     * The training split, shuffled anew for every epoch, or drawn anew: epoch {@code e} depends on {@code seed} and {@code e}
     * alone. {@code reset()} begins the next epoch; before the first batch of an epoch it changes nothing. An incomplete
     * batch comes last.
     *
     * @throws IllegalArgumentException if {@code batchSize} is below 1
     */
    DataSetIterator train(int batchSize, long seed);

    /** The validation split, always in the same order. */
    DataSetIterator validation(int batchSize);

    /** The test split, always in the same order. */
    DataSetIterator test(int batchSize);

    /**
     * Turns normalised outputs or targets [batch, outputSize] back into the task's unit; returns classifications as they are.
     */
    INDArray toUnits(INDArray outputs);

    /** What was learnt from the training split; to be kept with a model. Empty if the data set keeps none. */
    default Optional<Pipeline> pipeline() {
        return Optional.empty();
    }

    /** What an error in a class costs, in the order of the classes; empty if all cost the same. */
    default List<Double> classWeights() {
        return List.of();
    }

    /** Vectors to begin the embedding of tokens with [inputSize, width]; empty if it begins at random. */
    default Optional<INDArray> embedding() {
        return Optional.empty();
    }
}
