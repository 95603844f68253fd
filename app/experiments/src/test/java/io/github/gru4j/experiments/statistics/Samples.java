package io.github.gru4j.experiments.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Runs for tests. */
final class Samples {

    private Samples() {}

    /** With seeds from 1 on. */
    static Runs runs(String cell, double... values) {
        return Runs.of(cell, LongStream.rangeClosed(1, values.length).toArray(), values);
    }

    static Runs normal(String cell, int runs, double mean, double deviation, Random random) {
        double[] values = new double[runs];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return runs(cell, values);
    }

    /** An accuracy over a baseline of 0. */
    static TaskRuns task(String name, Runs... cells) {
        return new TaskRuns(name, Direction.HIGHER_IS_BETTER, 0, List.of(cells));
    }
}
