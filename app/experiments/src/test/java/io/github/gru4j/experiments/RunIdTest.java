package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.networks.CellType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class RunIdTest {

    /** Sequences of one digest, measured or learnt as the user says. */
    private record Same(SequenceTask task, List<Double> classWeights, Optional<INDArray> embedding)
            implements SequenceDataset {

        private static final SequenceDataset ALL = new TinyDataset(TinyDataset.ECHO);

        Same() {
            this(ALL.task(), List.of(), Optional.empty());
        }

        @Override
        public DataSetIterator train(int batchSize, long seed) {
            return ALL.train(batchSize, seed);
        }

        @Override
        public DataSetIterator validation(int batchSize) {
            return ALL.validation(batchSize);
        }

        @Override
        public DataSetIterator test(int batchSize) {
            return ALL.test(batchSize);
        }

        @Override
        public INDArray toUnits(INDArray outputs) {
            return ALL.toUnits(outputs);
        }

        String id() {
            return RunId.of(this, CellType.GRU, 1, Records.SETTINGS);
        }
    }

    private static SequenceTask task(String metric, String unit) {
        return task(metric, unit, new Same().task().title(), 1);
    }

    private static SequenceTask task(String metric, String unit, String title, int inputSize) {
        var all = new Same().task();
        return new SequenceTask(
                all.name(),
                title,
                all.kind(),
                all.steps(),
                inputSize,
                all.maxLength(),
                all.outputSize(),
                all.labels(),
                metric,
                unit,
                all.baselines(),
                all.provenance());
    }

    private static Same vectors(double first) {
        return new Same(
                new Same().task(), List.of(), Optional.of(Nd4j.createFromArray(new double[][] {{first, 2}, {3, 4}})));
    }

    @Test
    void whatIsMeasuredOrLearntOtherwiseIsAnotherRun() {
        var runs = Stream.of(
                new Same(),
                new Same(task("mae", "m"), List.of(), Optional.empty()),
                new Same(task("rmse", "standard deviations"), List.of(), Optional.empty()),
                new Same(task("rmse", "m"), List.of(1.0, 3.0), Optional.empty()),
                new Same(task("rmse", "m", "a tiny task", 2), List.of(), Optional.empty()),
                vectors(1),
                vectors(1.5));

        assertThat(runs).extracting(Same::id).doesNotHaveDuplicates();
        assertThat(vectors(1).id()).isEqualTo(vectors(1).id());
        assertThat(new Same(task("rmse", "m"), List.of(), Optional.empty()).id())
                .isEqualTo(new Same().id());
        assertThat(new Same(task("rmse", "m", "worded otherwise", 1), List.of(), Optional.empty()).id())
                .isEqualTo(new Same().id());
    }
}
