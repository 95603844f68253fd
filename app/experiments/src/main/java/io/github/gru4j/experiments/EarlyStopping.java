package io.github.gru4j.experiments;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps the weights of the lowest validation loss, and says when to stop hoping for a lower one. */
final class EarlyStopping {

    private final int patience;
    private double lowest = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private int epoch;
    private INDArray best;

    EarlyStopping(int patience) {
        this.patience = patience;
    }

    /** Takes note of an epoch, and of a copy of its weights if it is the best so far. */
    void epoch(double validationLoss, INDArray weights) {
        epoch++;
        if (validationLoss < lowest) {
            lowest = validationLoss;
            bestEpoch = epoch;
            best = weights.dup();
        }
    }

    /** Whether the last {@code patience} epochs brought nothing. */
    boolean exhausted() {
        return epoch - bestEpoch >= patience;
    }

    /** From 1; 0 before the first epoch. */
    int bestEpoch() {
        return bestEpoch;
    }

    /** Weights of the best epoch. */
    INDArray best() {
        return best;
    }
}
