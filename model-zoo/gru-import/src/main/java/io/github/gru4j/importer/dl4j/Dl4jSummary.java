package io.github.gru4j.importer.dl4j;

import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What an inspection says of a network of DL4J's. */
final class Dl4jSummary {

    private Dl4jSummary() {}

    static Inspection of(Model network) {
        var layers = network instanceof MultiLayerNetwork chain ? chain(chain) : graph((ComputationGraph) network);
        return new Inspection(
                "Deeplearning4j, " + network.getClass().getSimpleName(),
                layers,
                List.of("a model of DL4J's: gru4j export writes it as ONNX or safetensors"));
    }

    private static List<LayerSummary> chain(MultiLayerNetwork network) {
        var summaries = new ArrayList<LayerSummary>();
        for (int i = 0; i < network.getnLayers(); i++) {
            var layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            summaries.add(summary(name, layer, network.getLayer(i).numParams()));
        }
        return summaries;
    }

    private static List<LayerSummary> graph(ComputationGraph network) {
        var configuration = network.getConfiguration();
        var summaries = new ArrayList<LayerSummary>();
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            var vertex = configuration.getVertices().get(name);
            if (vertex instanceof LayerVertex layer) {
                long parameters = network.getLayer(name).numParams();
                summaries.add(summary(name, layer.getLayerConf().getLayer(), parameters));
            } else if (vertex != null) {
                summaries.add(new LayerSummary(name, vertex.getClass().getSimpleName(), List.of(), 0, List.of(), null));
            }
        }
        return summaries;
    }

    /** Of layers that give the same whatever is before them; -1 for batch and time. A configuration keeps no shapes. */
    private static List<Long> shape(Layer layer) {
        if (layer instanceof LastTimeStep || layer instanceof BidirectionalLastStep) {
            return List.of(-1L, width(layer));
        } else if (layer instanceof FrozenLayer frozen) {
            return shape(frozen.getLayer());
        } else if (layer instanceof OutputLayer output) {
            return List.of(-1L, output.getNOut());
        }
        boolean sequence = layer instanceof BaseRecurrentLayer
                || layer instanceof Bidirectional
                || layer instanceof RnnOutputLayer
                || layer instanceof EmbeddingSequenceLayer;
        return sequence ? List.of(-1L, width(layer), -1L) : List.of();
    }

    private static long width(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return (both.getMode() == Bidirectional.Mode.CONCAT ? 2 : 1) * width(both.getFwd());
        }
        Layer within = within(layer);
        if (within != null) {
            return width(within);
        }
        return layer instanceof FeedForwardLayer sized ? sized.getNOut() : -1;
    }

    private static LayerSummary summary(String name, Layer layer, long parameters) {
        var options = new ArrayList<String>();
        Layer cell = cell(layer);
        if (cell instanceof FeedForwardLayer sized && parameters > 0) {
            options.add("nIn=" + sized.getNIn());
            options.add("nOut=" + sized.getNOut());
        }
        if (cell instanceof GRU gru) {
            options.add("resetAfter=" + gru.isResetAfter());
            options.add("maskMode=" + gru.getMaskMode());
            options.add("gateActivation=" + gru.getGateActivationFn());
        }
        if (cell instanceof BaseLayer base && parameters > 0 && base.getActivationFn() != null) {
            options.add("activation=" + base.getActivationFn());
        }
        return new LayerSummary(name, kind(layer), shape(layer), parameters, options, null);
    }

    private static Layer cell(Layer layer) {
        Layer within = within(layer);
        return within == null ? layer : cell(within);
    }

    private static String kind(Layer layer) {
        Layer within = within(layer);
        String own = layer instanceof Bidirectional both
                ? "Bidirectional " + both.getMode()
                : layer.getClass().getSimpleName();
        return within == null ? own : own + "(" + kind(within) + ")";
    }

    /** Of two directions the forward one. */
    private static Layer within(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return both.getFwd();
        } else if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : null;
    }
}
