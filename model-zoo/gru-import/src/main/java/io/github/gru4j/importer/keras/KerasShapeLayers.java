package io.github.gru4j.importer.keras;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/** Layers between sequences and vectors: Flatten and RepeatVector. */
final class KerasShapeLayers {

    private final KerasGraph graph;

    KerasShapeLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor flatten(KerasNode node) throws UnsupportedLayerException {
        KerasWindowLayers.requireChannelsLast(node.config());
        KerasTensor input = graph.only(node);
        if (!input.shape().sequence()) {
            return input;
        }
        if (input.shape().steps() < 0 && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected an input of known length, found "
                    + input.shape().inKerasOrder() + "; give the model's Input a number of steps");
        }
        long size = input.shape().isUnknown()
                ? -1
                : input.shape().steps() * input.shape().size();
        graph.put(node.name(), new TimeMajorFlatten(), input, input.shape(), Map.of());
        return new KerasTensor(node.name(), KerasShape.vector(size), null);
    }

    KerasTensor repeat(KerasNode node, List<String> options) throws UnsupportedLayerException {
        long n = KerasConfig.positive(node.config(), "n");
        options.add("n=" + n);
        KerasTensor input = graph.only(node);
        if (input.shape().sequence() && !input.shape().isUnknown()) {
            throw new UnsupportedLayerException("expected an input [batch, features], found "
                    + input.shape().inKerasOrder());
        }
        var layer = new RepeatVector.Builder<>((int) n).build();
        graph.put(node.name(), layer, input, input.shape(), Map.of());
        return new KerasTensor(node.name(), KerasShape.sequence(n, input.shape().size()), null);
    }
}
