package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import java.util.List;

/**
 * Everything there is to know about one trained network; one line of {@code results.jsonl}.
 *
 * @param format version of this record's layout
 * @param id what makes the run unique: a digest of task, data, metric, cell, seed, settings, the code and ND4J's
 *     threads
 * @param task what was asked, with the data's provenance and the naive baselines
 * @param cell name of the recurrent cell, as on the command line
 * @param implementation what computed the cell, and so what the times are of: "gru4j" and its kernel, or "DL4J" and its
 *     layer
 * @param seed of the initial weights and of the order of the data
 * @param settings what it was trained with
 * @param params number of trained parameters
 * @param modelBytes of the parameters and of the optimiser's state, in memory
 * @param curve one point for every epoch
 * @param bestEpoch the epoch whose weights were kept (lowest validation loss)
 * @param testMetric the task's metric on the test split, with the weights of the best epoch
 * @param testLoss loss on the test split, with the same weights
 * @param testDetail what was answered on the test split; null where there is nothing to show
 * @param masked whether training sequences were of unequal length, so that padding was masked
 * @param clock what training time is: {@link #CPU_TIME} or {@link #WALL_TIME}; wall time where
 *     ND4J has more threads than one or the system does not tell the CPU time of a thread
 * @param secondsPerEpoch median training time of an epoch by that clock, without the first when there are more
 * @param seconds wall time of the whole run, evaluation included
 * @param stopped why training ended
 * @param started when, in ISO 8601, UTC
 * @param environment where
 */
public record RunRecord(
        int format,
        String id,
        SequenceTask task,
        String cell,
        String implementation,
        long seed,
        RunSettings settings,
        long params,
        long modelBytes,
        List<EpochRecord> curve,
        int bestEpoch,
        double testMetric,
        double testLoss,
        TestDetail testDetail,
        boolean masked,
        String clock,
        double secondsPerEpoch,
        double seconds,
        String stopped,
        String started,
        RunEnvironment environment) {

    /**
     * The layout that this version writes. Formats 2 and 3, which it reads too, had no test metric for epochs, no details of the
     * test and no size in memory; format 2 had runs of one layer, at a constant rate, without
     * dropout and L2, and does not say so. Format 1 did not know how many training sequences there were, and had the kernel's
     * name alone.
     */
    public static final int FORMAT = 4;

    /** The oldest layout that this version reads. */
    public static final int OLDEST_FORMAT = 2;

    /** How {@code stopped} begins where a loss was no number any more. */
    static final String DIVERGED = "diverged";

    /** The {@code clock} that is the CPU time of the training thread. */
    public static final String CPU_TIME = "cpu";

    /** The {@code clock} that is the time that passes. */
    public static final String WALL_TIME = "wall";

    public RunRecord {
        curve = List.copyOf(curve);
    }

    /** Whether training ended because a loss was no number any more; what it had reached before may be there. */
    public boolean diverged() {
        return stopped.startsWith(DIVERGED);
    }
}
