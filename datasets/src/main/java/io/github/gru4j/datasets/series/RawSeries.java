package io.github.gru4j.datasets.series;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a file holds.
 *
 * @param file where it was read
 * @param table its rows in the order of time
 * @param missing values that each column misses
 * @param time what is known of the times, if there is a column for them
 * @param breaks rows that do not follow the row before by one step, rising
 * @param findings about order and gaps, for people
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record RawSeries(
        Path file, RawTable table, long[] missing, Optional<TimeAxis> time, int[] breaks, List<String> findings) {}
