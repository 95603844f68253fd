package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;

/**
 * One network to train.
 *
 * @param id of its record
 * @param implementation that computes the cell
 */
record Run(SequenceDataset data, CellType cell, long seed, RunSettings settings, String implementation, String id) {

    Run(SequenceDataset data, CellType cell, long seed, RunSettings settings) {
        this(data, cell, seed, settings, Implementation.of(cell), RunId.of(data, cell, seed, settings));
    }
}
