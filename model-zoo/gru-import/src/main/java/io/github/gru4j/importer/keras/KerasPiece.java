package io.github.gru4j.importer.keras;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Something to put into a network.
 *
 * @param name of the vertex
 * @param layer or null
 * @param vertex or null
 * @param inputs names of the vertices that it reads
 * @param parameters by DL4J's keys
 */
record KerasPiece(
        String name, Layer layer, GraphVertex vertex, List<String> inputs, Map<String, KerasArrays> parameters) {

    static KerasPiece layer(String name, Layer layer, List<String> inputs, Map<String, KerasArrays> parameters) {
        return new KerasPiece(name, layer, null, List.copyOf(inputs), Map.copyOf(parameters));
    }

    static KerasPiece vertex(String name, GraphVertex vertex, List<String> inputs) {
        return new KerasPiece(name, null, vertex, List.copyOf(inputs), Map.of());
    }
}
