package io.github.gru4j.experiments.report;

/**
 * A chart.
 *
 * @param caption what it shows
 * @param note what to know of it; empty if there is nothing
 * @param description the same for those who cannot see it, with figures
 * @param svg an {@code <svg>} element
 */
record Figure(String caption, String note, String description, String svg) {}
