/** Trained recurrent networks from files of Keras, ONNX and PyTorch, as networks of DL4J. */
package io.github.gru4j.importer;
