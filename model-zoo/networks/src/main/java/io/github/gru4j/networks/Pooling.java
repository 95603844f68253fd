package io.github.gru4j.networks;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * How the steps of a sequence become one vector: [batch, size, time] to [batch, size]. Of each sequence, the steps that the
 * features mask keeps count, and no others.
 */
public enum Pooling {
    /** What the cell knows at the end of the sequence (see {@link CellType#lastStep}). */
    LAST_STEP {
        @Override
        Optional<Layer> layer() {
            return Optional.empty();
        }
    },

    /** The mean over the steps: every step counts the same, however far from the end. */
    MEAN {
        @Override
        Optional<Layer> layer() {
            return Optional.of(new GlobalPoolingLayer(PoolingType.AVG));
        }
    },

    /** The largest value over the steps, for each output of the cell: one step is enough to be noticed. */
    MAX {
        @Override
        Optional<Layer> layer() {
            return Optional.of(new GlobalPoolingLayer(PoolingType.MAX));
        }
    };

    /** What pools the steps of the last recurrent layer; empty if that layer itself gives its end alone. */
    abstract Optional<Layer> layer();
}
