package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gru4j.importer.internal.LastStep;
import io.github.gru4j.layer.BidirectionalLastStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;

/** GRU, LSTM and SimpleRNN, bare and inside of Bidirectional. */
final class KerasRecurrentLayers {

    private final KerasGraph graph;

    KerasRecurrentLayers(KerasGraph graph) {
        this.graph = graph;
    }

    KerasTensor recurrent(KerasNode node, KerasWeights weights, List<String> options) throws UnsupportedLayerException {
        var notes = new ArrayList<String>();
        var cell = new KerasRecurrent(node, graph.version(), notes);
        options.addAll(cell.options());
        cell.requireSupported();
        KerasTensor input = graph.onlySequence(node);
        var parameters = cell.parameters(weights, input.shape().size());
        Layer layer = cell.layer(parameters.get("W").rows());
        notes.forEach(graph::warn);
        layer.setLayerName(node.name());
        if (cell.isBackwards()) {
            if (input.mask() != null && cell.isSequence()) {
                throw new UnsupportedLayerException("go_backwards with return_sequences and a mask cannot be imported");
            }
            input = reversed(node.name(), input);
        }
        noteMask(node, input);
        graph.put(
                node.name(),
                input.mask() == null ? layer : new WithMask(layer, cell.isZeroAtMask()),
                graph.withMask(node.name(), input),
                input.shape(),
                parameters);
        KerasTensor output = output(cell, input, node.name(), cell.units());
        return cell.isSequence() ? output : lastStep(node, cell, input, output);
    }

    /** Steps and mask from the last to the first. */
    private KerasTensor reversed(String name, KerasTensor input) {
        String steps = name + "/reversed";
        graph.add(KerasPiece.vertex(steps, new ReverseTimeSeriesVertex(), List.of(input.piece())));
        if (input.mask() == null) {
            return input.as(steps, input.shape());
        }
        String mask = name + "/reversedMask";
        graph.add(KerasPiece.vertex(mask, new ReverseTimeSeriesVertex(), List.of(input.mask())));
        return new KerasTensor(steps, input.shape(), mask);
    }

    /** A GRU's state stands still at masked steps; DL4J's own layers lose it, so the step must be found by the mask. */
    private KerasTensor lastStep(KerasNode node, KerasRecurrent cell, KerasTensor input, KerasTensor output) {
        String name = node.name() + "/last";
        if (cell.isGru() || input.mask() == null) {
            return graph.put(name, new LastStep(), output, output.shape(), Map.of());
        }
        var sequence = new KerasTensor(output.piece(), input.shape().withSize(cell.units()), input.mask());
        graph.put(name, new WithMask(new LastStep(), false), graph.withMask(name, sequence), output.shape(), Map.of());
        return output.as(name, output.shape());
    }

    /** DL4J's own recurrent layers start again from zeros after a masked step; Keras's and ours go on from where they were. */
    private void noteMask(KerasNode node, KerasTensor input) {
        if (input.mask() != null && !node.fullKind().contains("GRU")) {
            graph.warn("layer \"" + node.name() + "\": DL4J's " + node.fullKind()
                    + " gives zeros at masked steps and forgets its state there, Keras's holds both; they agree on the steps"
                    + " that count if the masked ones are all before or all after them");
        }
    }

    KerasTensor bidirectional(KerasNode node, KerasWeights weights, List<String> options)
            throws UnsupportedLayerException {
        JsonNode inner = node.config().path("layer");
        String kind = inner.path("class_name").asText("");
        if (!KerasRecurrent.handles(kind)) {
            throw new UnsupportedLayerException(
                    "expected a GRU, LSTM or SimpleRNN inside of Bidirectional, found " + inner.path("class_name"));
        }
        // Its default, should the key be missing; null is a mode of its own.
        JsonNode mode = node.config().has("merge_mode") ? node.config().path("merge_mode") : TextNode.valueOf("concat");
        options.add("merge_mode=" + mode.asText("null"));
        var notes = new ArrayList<String>();
        var forward = new KerasRecurrent(node.inner(inner), graph.version(), notes);
        options.addAll(forward.options());
        forward.requireSupported();
        requireMirrored(node, forward, notes);
        KerasTensor input = graph.onlySequence(node);
        var parameters = new LinkedHashMap<String, KerasArrays>();
        forward.parameters(weights.half(0), input.shape().size())
                .forEach((key, array) -> parameters.put("f" + key, array));
        forward.parameters(weights.half(1), input.shape().size())
                .forEach((key, array) -> parameters.put("b" + key, array));
        notes.forEach(graph::warn);
        noteMask(node, input);

        var both = new Bidirectional(
                Bidirectional.Mode.CONCAT, forward.layer(parameters.get("fW").rows()));
        Layer layer = forward.isSequence() ? both : new BidirectionalLastStep(both);
        boolean apart = mode.isNull();
        if (apart && graph.isSequential()) {
            throw new UnsupportedLayerException(
                    "expected merge_mode concat, sum, mul or ave in a Sequential model, found null, which gives two outputs");
        }
        ElementWiseVertex.Op operation = apart ? null : operation(mode.asText());
        boolean zero = forward.isZeroAtMask() || (forward.isSequence() && graph.isBidirectionalZeroAtMask());
        boolean concatenated = !apart && operation == null;
        String name = concatenated ? node.name() : node.name() + "/both";
        graph.put(
                name,
                input.mask() == null ? layer : new WithMask(layer, zero),
                graph.withMask(name, input),
                input.shape(),
                parameters);
        long units = forward.units();
        if (concatenated) {
            return output(forward, input, node.name(), 2 * units);
        }
        String ahead = node.name() + "/forward";
        String back = node.name() + "/backward";
        graph.add(KerasPiece.vertex(ahead, new SubsetVertex(0, (int) units - 1), List.of(name)));
        graph.add(KerasPiece.vertex(back, new SubsetVertex((int) units, (int) (2 * units) - 1), List.of(name)));
        if (apart) {
            graph.set(KerasCall.output(node.name(), 1), output(forward, input, back, units));
            return output(forward, input, ahead, units);
        }
        // Not DL4J's own modes: they write over the forward layer's output, which its backward pass still needs.
        graph.add(KerasPiece.vertex(node.name(), new ElementWiseVertex(operation), List.of(ahead, back)));
        return output(forward, input, node.name(), units);
    }

    private static KerasTensor output(KerasRecurrent cell, KerasTensor input, String piece, long size) {
        return cell.isSequence()
                ? input.as(piece, input.shape().withSize(size))
                : new KerasTensor(piece, KerasShape.vector(size), null);
    }

    /** Null for concatenation. */
    private static ElementWiseVertex.Op operation(String merge) throws UnsupportedLayerException {
        return switch (merge) {
            case "concat" -> null;
            case "sum" -> ElementWiseVertex.Op.Add;
            case "mul" -> ElementWiseVertex.Op.Product;
            case "ave" -> ElementWiseVertex.Op.Average;
            default ->
                throw new UnsupportedLayerException(
                        "expected merge_mode concat, sum, mul, ave or null, found \"" + merge + "\"");
        };
    }

    private void requireMirrored(KerasNode node, KerasRecurrent forward, List<String> notes)
            throws UnsupportedLayerException {
        if (forward.isBackwards()) {
            throw new UnsupportedLayerException("go_backwards is true for the forward layer inside of Bidirectional");
        }
        JsonNode other = node.config().path("backward_layer");
        if (!other.isObject()) {
            return;
        }
        var backward = new KerasRecurrent(node.inner(other), graph.version(), new ArrayList<>(notes));
        if (!backward.isBackwards() || !backward.fingerprint().equals(forward.fingerprint())) {
            throw new UnsupportedLayerException(
                    "expected a backward_layer with the forward layer's options and go_backwards," + " found "
                            + backward.fingerprint() + " for " + forward.fingerprint());
        }
    }
}
