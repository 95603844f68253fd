package io.github.gru4j.benchmarks;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A peer ready for a task, with everything laid out as it likes it. Belongs to the thread that it was opened in. */
interface Contestant extends AutoCloseable {

    /** The name of the states [B, H, T] in {@link #answer()}; other arrays are gradients. */
    String STATES = "states";

    /** How often a contestant takes a step before it answers with the last state. */
    int STEPS_OF_AN_ANSWER = 3;

    /** What is measured. */
    void call() throws Exception;

    /** Does what {@link #call()} does and tells what came out of it, by name. Asked once, before the first call. */
    Map<String, INDArray> answer() throws Exception;

    @Override
    default void close() throws Exception {}
}
