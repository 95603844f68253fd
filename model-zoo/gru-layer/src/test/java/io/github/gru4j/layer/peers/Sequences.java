package io.github.gru4j.layer.peers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations on batches of sequences [B, size, T]. */
final class Sequences {

    private Sequences() {}

    /** Turns every sequence around and leaves its padding on the right. */
    static INDArray reverse(INDArray sequences, int[] lengths) {
        var reversed = sequences.dup('c');
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < sequences.size(1); i++) {
                for (int t = 0; t < lengths[b]; t++) {
                    reversed.putScalar(b, i, t, sequences.getDouble(b, i, lengths[b] - 1 - t));
                }
            }
        }
        return reversed;
    }

    /** The part of one direction in what all directions say, [B, H, T] of [B, D H, T]. */
    static INDArray cell(INDArray sequences, int cell, int nOut) {
        return sequences.get(all(), interval((long) cell * nOut, (cell + 1L) * nOut), all());
    }
}
