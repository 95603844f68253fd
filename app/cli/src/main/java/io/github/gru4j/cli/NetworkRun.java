package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A network of either kind, to be run. */
final class NetworkRun {

    /** Sequences at a time: the states of all layers at all steps of all sequences may be more than memory holds. */
    private static final int BATCH = 512;

    private final Model network;

    NetworkRun(Model network) {
        this.network = network;
    }

    List<String> inputs() {
        return network instanceof ComputationGraph graph
                ? graph.getConfiguration().getNetworkInputs()
                : List.of("input");
    }

    List<String> outputs() {
        if (network instanceof ComputationGraph graph) {
            return graph.getConfiguration().getNetworkOutputs();
        }
        var chain = (MultiLayerNetwork) network;
        String name = chain.getLayer(chain.getnLayers() - 1).conf().getLayer().getLayerName();
        return List.of(name == null ? "output" : name);
    }

    /** The outputs, in DL4J's order of axes as the inputs are. */
    List<INDArray> outputs(List<INDArray> inputs) {
        DataType type = network instanceof MultiLayerNetwork chain
                ? chain.getLayerWiseConfigurations().getDataType()
                : ((ComputationGraph) network).getConfiguration().getDataType();
        long batch = inputs.get(0).size(0);
        var parts = new ArrayList<List<INDArray>>();
        outputs().forEach(name -> parts.add(new ArrayList<>()));
        for (long from = 0; from < batch; from += BATCH) {
            long first = from;
            var some = inputs.stream()
                    .map(input -> input.get(rows(input, first, Math.min(batch, first + BATCH)))
                            .castTo(type)
                            .dup('f'))
                    .toArray(INDArray[]::new);
            var found = network instanceof MultiLayerNetwork chain
                    ? new INDArray[] {chain.output(some[0])}
                    : ((ComputationGraph) network).output(some);
            for (int i = 0; i < found.length; i++) {
                parts.get(i).add(found[i]);
            }
        }
        return parts.stream()
                .map(part -> Nd4j.concat(0, part.toArray(INDArray[]::new)))
                .toList();
    }

    private static INDArrayIndex[] rows(INDArray array, long from, long to) {
        var indices = new INDArrayIndex[array.rank()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i == 0 ? NDArrayIndex.interval(from, to) : NDArrayIndex.all();
        }
        return indices;
    }

    /** How many an input has, or -1 if its first layer does not say, or reads indices. */
    long features(int input) {
        Layer first = first(input);
        return first instanceof FeedForwardLayer sized
                        && !(first instanceof EmbeddingLayer)
                        && !(first instanceof EmbeddingSequenceLayer)
                ? sized.getNIn()
                : -1;
    }

    boolean readsSequences(int input) {
        return first(input) instanceof BaseRecurrentLayer;
    }

    /** The first layer, out of its wrappers, or null if something stands before it. */
    private Layer first(int input) {
        if (network instanceof MultiLayerNetwork chain) {
            var configuration = chain.getLayerWiseConfigurations();
            return configuration.getInputPreProcess(0) == null
                    ? within(configuration.getConf(0).getLayer())
                    : null;
        }
        var configuration = ((ComputationGraph) network).getConfiguration();
        String name = inputs().get(input);
        for (var vertex : configuration.getVertices().entrySet()) {
            if (vertex.getValue() instanceof LayerVertex layer
                    && configuration.getVertexInputs().get(vertex.getKey()).equals(List.of(name))) {
                return layer.getPreProcessor() == null
                        ? within(layer.getLayerConf().getLayer())
                        : null;
            }
        }
        return null;
    }

    private static Layer within(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return within(both.getFwd());
        }
        return layer instanceof BaseWrapperLayer wrapper ? within(wrapper.getUnderlying()) : layer;
    }
}
