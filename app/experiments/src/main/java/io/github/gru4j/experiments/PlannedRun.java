package io.github.gru4j.experiments;

/**
 * What a run is for; one run may be for several things, such as the first cell's, which is its equal-width run and its
 * equal-parameters run.
 *
 * @param task name of the task
 * @param cell name of the cell
 * @param match what it has in common with the runs of other cells; never {@link Match#TIME}, which is read from curves
 * @param seed of the initial weights and of the order of the data
 * @param run id of its record
 */
public record PlannedRun(String task, String cell, Match match, long seed, String run) {}
