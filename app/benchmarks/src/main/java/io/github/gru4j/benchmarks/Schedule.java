package io.github.gru4j.benchmarks;

/**
 * What a contestant does, by how fast it is.
 *
 * @param callsToGetReady before a turn, not timed
 * @param repeats calls in a turn
 * @param turns how many it gets
 */
record Schedule(int callsToGetReady, int repeats, int turns) {}
