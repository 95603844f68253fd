package io.github.gru4j.experiments;

import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.networks.CellType;

/** Which implementation computes a cell. */
final class CellKernel {

    private CellKernel() {}

    /** Name of the kernel; "dl4j" for the layers that DL4J brings. */
    static String of(CellType cell) {
        return switch (cell) {
            case GRU, BIDIRECTIONAL_GRU -> GruKernels.choice();
            case LSTM, SIMPLE_RNN, BIDIRECTIONAL_LSTM, BIDIRECTIONAL_SIMPLE_RNN -> "dl4j";
        };
    }
}
