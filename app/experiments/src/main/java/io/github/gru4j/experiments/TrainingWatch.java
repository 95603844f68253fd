package io.github.gru4j.experiments;

import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Looks on while a network is trained; called by the training's thread, with no native operation under way. */
interface TrainingWatch {

    /** Sees nothing. */
    TrainingWatch NONE = new TrainingWatch() {};

    /** The network has the weights of the best epoch so far. */
    default void best(MultiLayerNetwork network) {}

    /**
     * Between two batches or two epochs of a training that goes on.
     *
     * @param step minibatches since the start
     * @param state what the training could go on from; only while this call lasts
     */
    default void pause(MultiLayerNetwork network, long step, Supplier<TrainingState> state) {}
}
