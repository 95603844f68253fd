package io.github.gru4j.importer.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer or vertex of a network, of either kind of network.
 *
 * @param key by which others name it as their input; names may repeat in a MultiLayerNetwork
 * @param name of the layer or vertex
 * @param inputs keys of steps, or names of inputs of the network
 * @param preprocessor before a layer, or null
 * @param layer null for a vertex
 * @param params of the layer
 * @param vertex null for a layer
 */
record OnnxStep(
        String key,
        String name,
        List<String> inputs,
        InputPreProcessor preprocessor,
        Layer layer,
        Map<String, INDArray> params,
        GraphVertex vertex) {

    private static final String INPUT = "input";

    /** The steps of a network in an order in which they can be computed. */
    record Network(List<String> inputs, List<OnnxStep> steps, List<String> outputs) {}

    /** As messages name it. */
    String title() {
        Object what = layer != null ? layer : vertex;
        return (layer != null ? "layer \"" : "vertex \"") + name + "\" ("
                + what.getClass().getSimpleName() + ")";
    }

    static Network of(MultiLayerNetwork network) {
        var configuration = network.getLayerWiseConfigurations();
        var steps = new ArrayList<OnnxStep>();
        String previous = INPUT;
        for (int i = 0; i < network.getnLayers(); i++) {
            var conf = configuration.getConf(i).getLayer();
            String key = "layer" + i;
            steps.add(new OnnxStep(
                    key,
                    conf.getLayerName() == null ? key : conf.getLayerName(),
                    List.of(previous),
                    configuration.getInputPreProcess(i),
                    OnnxLayerWriter.unfrozen(conf),
                    params(network.getLayer(i)),
                    null));
            previous = key;
        }
        return new Network(List.of(INPUT), steps, List.of(previous));
    }

    static Network of(ComputationGraph network) {
        var configuration = network.getConfiguration();
        var steps = new ArrayList<OnnxStep>();
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            var vertex = configuration.getVertices().get(name);
            if (vertex == null) {
                continue; // an input of the network
            }
            var inputs = configuration.getVertexInputs().get(name);
            if (vertex instanceof LayerVertex layer) {
                steps.add(new OnnxStep(
                        name,
                        name,
                        inputs,
                        layer.getPreProcessor(),
                        OnnxLayerWriter.unfrozen(layer.getLayerConf().getLayer()),
                        params(network.getLayer(name)),
                        null));
            } else {
                steps.add(new OnnxStep(name, name, inputs, null, null, Map.of(), vertex));
            }
        }
        return new Network(configuration.getNetworkInputs(), steps, configuration.getNetworkOutputs());
    }

    private static Map<String, INDArray> params(org.deeplearning4j.nn.api.Layer layer) {
        return layer.numParams() == 0 ? Map.of() : layer.paramTable();
    }
}
