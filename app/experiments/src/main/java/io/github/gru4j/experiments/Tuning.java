package io.github.gru4j.experiments;

/**
 * Random search for settings, with the same draws and the same seeds for every cell of a task. Of each cell's trials the one with the
 * lowest validation loss gives the settings of its runs; a trial that diverged loses to all others.
 *
 * @param trials for each task and cell
 * @param space what is drawn from what
 */
public record Tuning(int trials, TuningSpace space) {

    /** Trial n has this seed plus n; so runs have seeds up to this one. */
    public static final long LAST_SEED_OF_RUNS = 1_000_000;

    /** @throws IllegalArgumentException for less than one trial */
    public Tuning {
        if (trials < 1) {
            throw new IllegalArgumentException("expected at least one trial, found " + trials);
        }
    }

    /** Of a trial, from 1. */
    static long seed(int trial) {
        return LAST_SEED_OF_RUNS + trial;
    }
}
