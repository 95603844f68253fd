package io.github.gru4j.datasets.internal;

/**
 * A sequence with its answer, as batches are made of.
 *
 * @param steps features of a step one after the other, step by step: [time x size]
 * @param answer what {@link RowLayout} says
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them; nobody compares two
public record SequenceRow(float[] steps, float[] answer) {}
