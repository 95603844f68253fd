package io.github.gru4j.datasets;

/**
 * A naive method and what it reaches on the test split, in the task's metric and units.
 *
 * @param name what it does, for instance "majority class" or "last value"
 * @param value its test metric
 */
public record Baseline(String name, double value) {}
