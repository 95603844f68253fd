package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A segment of a batch of sequences on its way to oneDNN and back. */
interface Batch {

    /** What a kernel keeps between calls. {@code passes} gives those for so many rows and steps. */
    record Tools(CellSize cell, Weights weights, Copies copies, Rows rows, BiFunction<Long, Long, Passes> passes) {

        Recurrence recurrence(long batch, long steps) {
            return new Recurrence(
                    weights, chunk -> passes.apply(batch, chunk.steps()), rows, batch, steps, cell.nOut());
        }

        /** An array [B, C, T], or [B, C] as one step. */
        Sequences whole(INDArray array) {
            return new WholeSequences(array, copies, rows);
        }
    }

    /**
     * Computes all states.
     *
     * @param kept for the tape; null if none is wanted
     */
    OneDnnTape forward(INDArray states, GruMemory kept);

    /** Gives dL/d(initial state) [B, H]. */
    INDArray backward(OneDnnTape tape, INDArray epsilon, GruParams gradients, INDArray inputGradient);
}
