package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A data set whose splits are in memory; immutable, so threads may share it. */
public class MemoryDataset implements SequenceDataset {

    private final SequenceTask task;
    private final Splits<SequenceArrays> splits;

    public MemoryDataset(SequenceTask task, Splits<SequenceArrays> splits) {
        this.task = task;
        this.splits = splits;
    }

    @Override
    public final SequenceTask task() {
        return task;
    }

    @Override
    public final DataSetIterator train(int batchSize, long seed) {
        var train = splits.train();
        return new MemoryIterator(
                train,
                batchSize,
                task.labels(),
                epoch -> BatchOrder.shuffled(train.count(), train::length, batchSize, seed, epoch));
    }

    @Override
    public final DataSetIterator validation(int batchSize) {
        return inOrder(splits.validation(), batchSize);
    }

    @Override
    public final DataSetIterator test(int batchSize) {
        return inOrder(splits.test(), batchSize);
    }

    private DataSetIterator inOrder(SequenceArrays split, int batchSize) {
        return new MemoryIterator(split, batchSize, task.labels(), epoch -> BatchOrder.sequential(split.count()));
    }

    @Override
    public INDArray toUnits(INDArray outputs) {
        return outputs;
    }
}
