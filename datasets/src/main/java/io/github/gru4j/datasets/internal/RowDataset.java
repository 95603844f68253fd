package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A data set of rows, in memory or on disk; immutable, so threads may share it. */
public class RowDataset implements SequenceDataset {

    private final SequenceTask task;
    private final Splits<? extends RowSplit> splits;
    private final Pipeline pipeline;

    public RowDataset(SequenceTask task, Splits<? extends RowSplit> splits, Pipeline pipeline) {
        this.task = task;
        this.splits = splits;
        this.pipeline = pipeline;
    }

    @Override
    public final SequenceTask task() {
        return task;
    }

    @Override
    public final DataSetIterator train(int batchSize, long seed) {
        return splits.train().shuffled(batchSize, task.labels(), seed);
    }

    @Override
    public final DataSetIterator validation(int batchSize) {
        return splits.validation().inOrder(batchSize, task.labels());
    }

    @Override
    public final DataSetIterator test(int batchSize) {
        return splits.test().inOrder(batchSize, task.labels());
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(pipeline);
    }

    @Override
    public INDArray toUnits(INDArray outputs) {
        return outputs;
    }

    @Override
    public List<Double> classWeights() {
        return List.of();
    }
}
