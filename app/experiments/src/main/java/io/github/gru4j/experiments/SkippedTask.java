package io.github.gru4j.experiments;

/**
 * A task that a comparison names and that could not be had.
 *
 * @param task its name, or that of its data
 * @param why a clause
 */
public record SkippedTask(String task, String why) {}
