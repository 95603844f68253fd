package io.github.gru4j.experiments.statistics;

import java.util.Arrays;

/** The test metric of one cell on one task, by seed. */
public final class Runs {

    private final String cell;
    private final long[] seeds;
    private final double[] values;

    private Runs(String cell, long[] seeds, double[] values) {
        this.cell = cell;
        this.seeds = seeds;
        this.values = values;
    }

    /**
     * Runs of a cell.
     *
     * @param cell name
     * @param seeds no two the same
     * @param values one for each seed, in the same order; NaN or infinite if the run diverged
     * @throws IllegalArgumentException if there is no run, a seed occurs twice, or the numbers of seeds and values differ
     */
    public static Runs of(String cell, long[] seeds, double[] values) {
        if (seeds.length == 0 || seeds.length != values.length) {
            throw new IllegalArgumentException("Expected a value for each seed of %s, found %d seeds and %d values."
                    .formatted(cell, seeds.length, values.length));
        }
        if (Arrays.stream(seeds).distinct().count() < seeds.length) {
            throw new IllegalArgumentException(
                    "Expected every seed of %s once, found %s.".formatted(cell, Arrays.toString(seeds)));
        }
        return new Runs(cell, seeds.clone(), values.clone());
    }

    /** Name of the cell. */
    public String cell() {
        return cell;
    }

    /** Number of runs, those that diverged included. */
    public int size() {
        return values.length;
    }

    /** Number of runs that diverged. */
    public int diverged() {
        return Diverged.count(values);
    }

    /** A copy. */
    public long[] seeds() {
        return seeds.clone();
    }

    /** A copy, in the order of the seeds. */
    public double[] values() {
        return values.clone();
    }

    /**
     * @throws IllegalArgumentException if the other cell was not run with the same seeds in the same order
     */
    void requireSeedsOf(Runs other) {
        if (!Arrays.equals(seeds, other.seeds)) {
            throw new IllegalArgumentException(
                    ("Expected the same seeds in the same order, found %s for %s and %s for %s."
                                    + " Train what is missing, or leave out the seeds that only one has.")
                            .formatted(Arrays.toString(seeds), cell, Arrays.toString(other.seeds), other.cell));
        }
    }
}
