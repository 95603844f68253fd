package io.github.gru4j.importer.onnx;

import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer of the network that a graph amounts to. */
sealed interface Step {

    /** In the file. */
    String name();

    /** Which of a recurrent layer's steps the next layer sees. */
    enum Ends {
        ALL_STEPS,
        /** The output at the first step in time: no layer's, but the end of a direction that reads backwards. */
        FIRST_STEP,
        /** The output at the last step in time, of both directions. */
        LAST_STEP,
        /** The state that each direction ended in: ONNX's Y_h. */
        END_STATES
    }

    /**
     * A recurrent layer.
     *
     * @param mode in which two directions become one
     * @param masked whether it takes the lengths of sequences
     * @param holds whether padded steps give the last state
     */
    record Cells(String name, Recurrent node, Ends ends, Bidirectional.Mode mode, boolean masked, boolean holds)
            implements Step {

        Cells with(Ends changed) {
            return new Cells(name, node, changed, mode, masked, holds);
        }

        Cells with(Bidirectional.Mode changed) {
            return new Cells(name, node, ends, changed, masked, holds);
        }

        Cells holding() {
            return new Cells(name, node, ends, mode, masked, true);
        }
    }

    /**
     * A matrix, its bias and what follows them.
     *
     * @param weights [nIn, nOut]
     * @param bias [1, nOut] or null
     * @param activation or null until one is found
     */
    record Dense(String name, INDArray weights, INDArray bias, IActivation activation) implements Step {}

    /**
     * Rows of a table by indices.
     *
     * @param table [words, nOut]
     * @param bias [1, nOut] or null
     * @param sequence whether each example has many indices
     */
    record Embedding(String name, INDArray table, INDArray bias, IActivation activation, boolean sequence)
            implements Step {}

    /**
     * An activation alone.
     *
     * @param overTime for a softmax: whether it sums to one over the steps instead of the features
     */
    record Act(String name, IActivation activation, boolean overTime) implements Step {}

    /** The last step of a layer that reads forward: apart from it, as {@code rnnTimeStep} needs it. */
    record Last(String name) implements Step {}

    /**
     * All steps to one.
     *
     * @param power of PNORM
     * @param whole false if a node must follow for it to be one of DL4J's
     */
    record Pool(String name, PoolingType type, int power, boolean whole) implements Step {}
}
