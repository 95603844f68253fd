package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Views of the gates of one step, all in one contiguous block [B, 3H]. */
record StepBlocks(INDArray all, INDArray zr, INDArray z, INDArray r, INDArray n) {

    StepBlocks(Steps gates, long t, long width) {
        this(
                gates.at(t),
                gates.at(t, 0, 2 * width),
                gates.at(t, 0, width),
                gates.at(t, width, 2 * width),
                gates.at(t, 2 * width, 3 * width));
    }
}
