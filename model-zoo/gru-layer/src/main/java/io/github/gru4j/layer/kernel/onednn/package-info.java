/**
 * The fast kernel: oneDNN's own GRU primitives, float on the CPU. An optional dependency: {@link
 * io.github.gru4j.layer.kernel.GruKernels} looks for it at run time, and nothing else refers to it.
 */
package io.github.gru4j.layer.kernel.onednn;
