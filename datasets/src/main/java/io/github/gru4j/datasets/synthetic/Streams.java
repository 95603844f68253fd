package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.stream.LongStream;

/**
 * Which random numbers a sequence is made of: its own, by its place alone, so that it is the same whatever was drawn before it, in
 * batches of any size, and by any thread.
 *
 * @param generator draws the sequences
 * @param family of the task
 * @param number in the name of the task
 */
record Streams(Generator generator, SyntheticFamily family, int number) {

    private static final int TRAIN = 0;
    private static final int VALIDATION = 1;
    private static final int TEST = 2;

    SequenceRow train(long seed, int epoch, int row) {
        return generator.row().apply(random(TRAIN, seed, epoch, row));
    }

    SequenceRow validation(int row, int rows) {
        return generator.rowOfSplit().draw(random(VALIDATION, row), row, rows);
    }

    SequenceRow test(int row, int rows) {
        return generator.rowOfSplit().draw(random(TEST, row), row, rows);
    }

    private SplitMix64 random(long... place) {
        return SplitMix64.of(LongStream.concat(LongStream.of(family.form().hashCode(), number), LongStream.of(place))
                .toArray());
    }
}
