/**
 * The GRUs of other libraries over the same problems as ours: libtorch, ONNX Runtime, oneDNN. Tests and benchmarks compare with
 * them; nothing that is published uses them.
 */
package io.github.gru4j.peers;
