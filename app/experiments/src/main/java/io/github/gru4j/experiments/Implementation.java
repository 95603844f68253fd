package io.github.gru4j.experiments;

import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.networks.CellType;

/** Which implementation computes a cell: what a time belongs to, since another one of the same cell takes another time. */
final class Implementation {

    private Implementation() {}

    /**
     * "gru4j" and the kernel, or "DL4J" and the layer.
     *
     * @throws IllegalArgumentException if a kernel is asked for that does not exist
     */
    static String of(CellType cell) {
        return switch (cell) {
            // Every kernel serves every form of the GRU.
            case GRU, GRU_RESET_BEFORE, GRU_UPDATE_BIAS_1, BIDIRECTIONAL_GRU -> "gru4j " + GruKernels.choice();
            case LSTM, BIDIRECTIONAL_LSTM -> "DL4J LSTM";
            case SIMPLE_RNN, BIDIRECTIONAL_SIMPLE_RNN -> "DL4J SimpleRnn";
        };
    }
}
