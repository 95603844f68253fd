/** The GRU layer for Deeplearning4j: {@link io.github.gru4j.layer.GRU} is the way in. */
package io.github.gru4j.layer;
