package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.internal.SequenceRow;

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
        return draw(TRAIN, seed, epoch, row);
    }

    SequenceRow validation(int row) {
        return draw(VALIDATION, 0, 0, row);
    }

    SequenceRow test(int row) {
        return draw(TEST, 0, 0, row);
    }

    private SequenceRow draw(int split, long seed, int epoch, int row) {
        return generator.row().apply(SplitMix64.of(family.form().hashCode(), number, split, seed, epoch, row));
    }
}
