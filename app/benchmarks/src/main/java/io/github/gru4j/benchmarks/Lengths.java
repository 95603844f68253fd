package io.github.gru4j.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** How long the sequences of a batch are. */
enum Lengths {
    /** All as long as the batch. */
    FULL,
    /** Uniform in [T/4, T], in no order. */
    RAGGED,
    /** The same, the longest first. */
    SORTED;

    int[] draw(Shape shape, Random random) {
        int[] lengths = new int[shape.batch()];
        Arrays.fill(lengths, shape.time());
        if (this == FULL) {
            return lengths;
        }
        int least = Math.max(1, shape.time() / 4);
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = -(least + random.nextInt(shape.time() - least + 1));
        }
        if (this == SORTED) {
            Arrays.sort(lengths);
        }
        return Arrays.stream(lengths).map(length -> -length).toArray();
    }
}
