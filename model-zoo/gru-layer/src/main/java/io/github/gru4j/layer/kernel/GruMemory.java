package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a kernel's arrays live: in DL4J's workspaces when a network runs, outside of them when it is called by hand. */
@FunctionalInterface
public interface GruMemory {

    /** An array of the parameters' data type in 'f' order, its contents undefined. */
    INDArray allocate(long... shape);
}
