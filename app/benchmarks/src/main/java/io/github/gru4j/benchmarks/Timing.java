package io.github.gru4j.benchmarks;

/**
 * How long somebody took for a task.
 *
 * @param nanos of a call, the median
 * @param calls how many were measured
 */
record Timing(Entry entry, double nanos, int calls) {}
