package io.github.gru4j.layer.kernel;

/** What a forward pass leaves for the backward pass of the same kernel; valid as long as its {@link GruMemory}. */
public interface GruTape {}
