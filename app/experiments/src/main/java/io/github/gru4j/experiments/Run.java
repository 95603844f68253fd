package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;

/**
 * One network to train.
 *
 * @param id of its record
 * @param kernel that computes the cell
 */
record Run(SequenceDataset data, CellType cell, long seed, RunSettings settings, String kernel, String id) {

    Run(SequenceDataset data, CellType cell, long seed, RunSettings settings) {
        this(data, cell, seed, settings, CellKernel.of(cell), RunId.of(data.task(), cell, seed, settings));
    }
}
