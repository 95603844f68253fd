package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.internal.DrawnRows;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Splits;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A task of the literature whose training sequences nobody has seen before: every epoch of every seed draws its own. Validation
 * and test are always the same. Nothing is kept in memory, and nothing is learnt from the training split, so there is no pipeline.
 */
public final class SyntheticDataset implements SequenceDataset {

    /** Sequences of a training epoch: 100 batches of 64, so that learning curves are by 100 steps. */
    public static final int EPOCH = 6_400;

    private static final int VALIDATION = 1_000;
    private static final int TEST = 2_000;

    /** Part of the source: goes up when the same name gives other sequences. */
    private static final int VERSION = 1;

    private final SequenceTask task;
    private final Splits<RowSplit> splits;

    private SyntheticDataset(SequenceTask task, Splits<RowSplit> splits) {
        this.task = task;
        this.splits = splits;
    }

    /**
     * The data set of a name such as "adding-100".
     *
     * @param maxTrain at most so many sequences in a training epoch; 0 for {@link #EPOCH}
     * @throws IllegalArgumentException if no family has the name, or its number is out of range
     */
    public static SyntheticDataset load(String name, int maxTrain) {
        SyntheticFamily family = SyntheticFamily.of(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no drawn data set '" + name + "'."));
        int number = family.number(name);
        Generator generator = family.generator(number);
        int train = maxTrain == 0 ? EPOCH : Math.min(maxTrain, EPOCH);
        var streams = new Streams(generator, family, number);
        var splits = new Splits<RowSplit>(
                new DrawnRows(generator.layout(), train, streams::train),
                fixed(generator, VALIDATION, row -> streams.validation(row, VALIDATION)),
                fixed(generator, TEST, row -> streams.test(row, TEST)));
        return new SyntheticDataset(task(name, generator, splits), splits);
    }

    private static RowSplit fixed(Generator generator, int count, IntFunction<SequenceRow> row) {
        return new MemoryRows(generator.layout(), count, generator.steps(), row);
    }

    private static SequenceTask task(String name, Generator generator, Splits<RowSplit> splits) {
        String source = generator.source() + "; SplitMix64, version " + VERSION;
        String split = String.format(
                Locale.ROOT,
                "every epoch of every seed draws its own training sequences; validation and test are always the same."
                        + " The SHA-256 is of these and the first epoch of seed %d",
                DrawnRows.SEED_SHOWN);
        return new SequenceTask(
                name,
                generator.title(),
                generator.kind(),
                StepKind.FEATURES,
                generator.layout().size(),
                generator.steps(),
                generator.layout().outputs(),
                generator.labels(),
                generator.metric().label(),
                "",
                List.of(generator.chance()),
                Provenances.of(source, split, splits, EPOCH));
    }

    @Override
    public SequenceTask task() {
        return task;
    }

    /** An epoch holds as many sequences as the task's provenance says; {@code reset()} begins one of others. */
    @Override
    public DataSetIterator train(int batchSize, long seed) {
        return splits.train().shuffled(batchSize, task.labels(), seed);
    }

    @Override
    public DataSetIterator validation(int batchSize) {
        return splits.validation().inOrder(batchSize, task.labels());
    }

    @Override
    public DataSetIterator test(int batchSize) {
        return splits.test().inOrder(batchSize, task.labels());
    }

    @Override
    public INDArray toUnits(INDArray outputs) {
        return outputs;
    }
}
