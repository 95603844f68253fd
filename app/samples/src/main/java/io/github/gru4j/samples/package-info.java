/**
 * The programs that GRU tutorials teach, for DL4J: each one short file with a {@code main}, to be read and copied.
 *
 * <p>Run one with {@code ./gru4j sample NAME}; {@link io.github.gru4j.samples.Samples} lists them.
 */
package io.github.gru4j.samples;
