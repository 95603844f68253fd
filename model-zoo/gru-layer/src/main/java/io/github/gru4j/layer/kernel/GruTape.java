package io.github.gru4j.layer.kernel;

/** What a forward pass leaves for the backward pass of the same kernel. */
public interface GruTape {

    /** Whether the memory that the tape lies in still holds it: a workspace may have been left since. */
    boolean isValid();
}
