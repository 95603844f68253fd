package io.github.gru4j.importer.onnx;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer of the network that a graph amounts to. */
sealed interface Step {

    /** In the file. */
    String name();

    /** Which of a recurrent layer's steps the next layer sees. */
    enum Ends {
        ALL_STEPS,
        /** The output at the last step in time, of both directions. */
        LAST_STEP,
        /** The state that each direction ended in: ONNX's Y_h. */
        END_STATES
    }

    record Cells(String name, Recurrent node, Ends ends) implements Step {}

    /**
     * A matrix, its bias and what follows them.
     *
     * @param weights [nIn, nOut]
     * @param bias [1, nOut] or null
     * @param activation or null until one is found
     */
    record Dense(String name, INDArray weights, INDArray bias, IActivation activation) implements Step {}

    record Act(String name, IActivation activation) implements Step {}
}
