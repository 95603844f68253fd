package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;

/** The width at which a cell's whole network has as many parameters as another's, as nearly as a width can. */
final class EqualParameters {

    private EqualParameters() {}

    /**
     * The settings with the width at which the network's number of parameters comes nearest; of two that are as near, the smaller
     * one.
     *
     * @param params what to come near
     */
    static RunSettings settings(SequenceDataset data, CellType cell, RunSettings settings, long params) {
        // A network grows with its width, so the nearest are the first that is not smaller and the one before.
        int above = 1;
        while (params(data, cell, settings, above) < params) {
            above = Math.multiplyExact(above, 2);
        }
        int below = above / 2;
        while (above - below > 1) {
            int middle = below + (above - below) / 2;
            if (params(data, cell, settings, middle) < params) {
                below = middle;
            } else {
                above = middle;
            }
        }
        boolean smaller = below > 0
                && params - params(data, cell, settings, below) <= params(data, cell, settings, above) - params;
        return settings.toBuilder().hidden(smaller ? below : above).build();
    }

    private static long params(SequenceDataset data, CellType cell, RunSettings settings, int hidden) {
        return TaskNetwork.params(
                data, cell, settings.toBuilder().hidden(hidden).build());
    }
}
