/** Models in ONNX. */
package io.github.gru4j.importer.onnx;
