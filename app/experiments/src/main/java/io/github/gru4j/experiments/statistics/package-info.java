/**
 * What a handful of runs allows to be said: of one cell, of two cells on a task, of several cells over many tasks.
 *
 * <p>One task: {@link io.github.gru4j.experiments.statistics.CellSummary},
 * {@link io.github.gru4j.experiments.statistics.PairedComparison},
 * {@link io.github.gru4j.experiments.statistics.PairVerdict}. Many tasks:
 * {@link io.github.gru4j.experiments.statistics.NormalisedScores}, then
 * {@link io.github.gru4j.experiments.statistics.InterquartileMean},
 * {@link io.github.gru4j.experiments.statistics.PerformanceProfile},
 * {@link io.github.gru4j.experiments.statistics.AverageImprovement},
 * {@link io.github.gru4j.experiments.statistics.TaskRanks}.
 *
 * <p>Rules that hold everywhere. A run whose metric is NaN or infinite has diverged. In medians, ranks, probabilities and
 * profiles it is worse than every number, and two such runs tie; means and their intervals do not exist then, and a
 * {@code note} says so. What does not exist is NaN or {@link io.github.gru4j.experiments.statistics.Interval#NONE}, with
 * its reason in the {@code note}. Intervals are two-sided at 95%. Equal data give equal results, digit for digit.
 */
package io.github.gru4j.experiments.statistics;
