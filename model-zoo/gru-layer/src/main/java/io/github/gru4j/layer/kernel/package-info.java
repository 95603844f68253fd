/** The mathematics of the GRU, without any layer type of DL4J: {@link io.github.gru4j.layer.kernel.GruKernels} is the way in. */
package io.github.gru4j.layer.kernel;
