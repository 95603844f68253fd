package io.github.gru4j.benchmarks;

/** What a contestant is asked to do. */
enum Kind {
    /** The layer's forward pass for inference. */
    INFER,
    /** The layer alone: forward pass for training and backward pass. */
    TRAIN,
    /** One minibatch through a whole network with an output layer for every step, and the update. */
    FIT,
    /** One step that goes on from the state of the last one. */
    STEP
}
