package io.github.gru4j.importer;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One GRU layer out of a file, in gru4j's layout whatever the file's was: gates in the order z, r, n.
 *
 * @param name of the layer or node in the file
 * @param nIn features per step
 * @param nOut width H of the state of one direction
 * @param resetAfter whether the reset gate is applied after the recurrent product
 * @param activation of the candidate
 * @param gateActivation of z and r
 * @param direction in which the sequences are read
 * @param cells parameters of each direction: one, or forward and backward
 */
public record ImportedGru(
        String name,
        long nIn,
        long nOut,
        boolean resetAfter,
        IActivation activation,
        IActivation gateActivation,
        Direction direction,
        List<Cell> cells) {

    /** In which direction sequences are read. */
    public enum Direction {
        FORWARD,
        /** From the last step to the first; states stay at the steps that they belong to. */
        REVERSE,
        BIDIRECTIONAL
    }

    /**
     * The parameters of one direction.
     *
     * @param w [nIn, 3H]
     * @param rw [H, 3H]
     * @param b [1, 3H], or null for none
     * @param rb [1, 3H], or null for none; always null without {@code resetAfter}
     */
    public record Cell(INDArray w, INDArray rw, INDArray b, INDArray rb) {}

    public ImportedGru {
        cells = List.copyOf(cells);
        int expected = direction == Direction.BIDIRECTIONAL ? 2 : 1;
        if (cells.size() != expected) {
            throw new IllegalArgumentException(
                    "a GRU that reads " + direction + " has " + expected + " cells, found " + cells.size());
        }
    }
}
