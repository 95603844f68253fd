package io.github.gru4j.experiments;

/** Knows the epoch of the lowest validation loss, and says when to stop hoping for a lower one. */
final class EarlyStopping {

    private final int patience;
    private double lowest = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private int epoch;

    EarlyStopping(int patience) {
        this.patience = patience;
    }

    /** Takes note of an epoch; true if it is the best so far. */
    boolean epoch(double validationLoss) {
        epoch++;
        boolean best = validationLoss < lowest;
        if (best) {
            lowest = validationLoss;
            bestEpoch = epoch;
        }
        return best;
    }

    /** Whether the last {@code patience} epochs brought nothing. */
    boolean exhausted() {
        return epoch - bestEpoch >= patience;
    }

    /** From 1; 0 before the first epoch. */
    int bestEpoch() {
        return bestEpoch;
    }
}
