package io.github.gru4j.peers;

import java.util.Random;

/** Sizes of a batch and of the layer that reads it. */
public record GruSizes(int batch, int nIn, int nOut, int time) {

    /** Batches up to 5, widths up to 17 (past the width of a vector register, and odd), up to 12 steps. */
    public static GruSizes draw(Random random) {
        return new GruSizes(
                1 + random.nextInt(5), 1 + random.nextInt(17), 1 + random.nextInt(17), 1 + random.nextInt(12));
    }
}
