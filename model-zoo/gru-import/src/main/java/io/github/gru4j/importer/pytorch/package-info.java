/** Weights of PyTorch. */
package io.github.gru4j.importer.pytorch;
