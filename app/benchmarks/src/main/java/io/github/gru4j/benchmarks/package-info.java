/** Benchmarks: the layer's speed beside that of other libraries. The command is {@code ./gru4j bench}. */
package io.github.gru4j.benchmarks;
