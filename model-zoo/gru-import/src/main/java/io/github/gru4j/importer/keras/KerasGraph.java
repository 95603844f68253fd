package io.github.gru4j.importer.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The pieces of a network while a model is turned into them, layer by layer. */
final class KerasGraph {

    private final KerasModel model;
    private final KerasArchitecture architecture;
    private final Map<String, Integer> readers;
    private final Map<String, KerasTensor> tensors = new HashMap<>();
    private final List<KerasPiece> pieces = new ArrayList<>();
    private final Map<String, KerasDense> dense = new HashMap<>();
    private final Map<String, StatedMask> masks = new HashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    KerasGraph(KerasModel model, KerasArchitecture architecture) {
        this.model = model;
        this.architecture = architecture;
        this.readers = architecture.readers();
    }

    /** Of Keras: 1, 2 or 3. */
    int version() {
        return model.version();
    }

    boolean isBidirectionalZeroAtMask() {
        return model.isBidirectionalZeroAtMask();
    }

    List<KerasPiece> pieces() {
        return pieces;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Each is told once. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** The output of a layer under the name that {@link KerasCall#output} gives it; replaces what was there. */
    void set(String output, KerasTensor tensor) {
        tensors.put(output, tensor);
    }

    /**
     * Where a mask comes from: the steps of a tensor that differ from a value; what a vertex makes of a layer, and what an
     * operation of Keras 3 stands for.
     */
    record StatedMask(String piece, double value) {}

    void setMask(String name, StatedMask mask) {
        masks.put(name, mask);
    }

    StatedMask mask(String name) {
        return masks.get(name);
    }

    KerasTensor tensor(String output) throws UnsupportedLayerException {
        if (masks.containsKey(output)) {
            throw new UnsupportedLayerException("it reads the mask \"" + output + "\" as values");
        }
        KerasTensor tensor = tensors.get(output);
        if (tensor != null) {
            return tensor;
        }
        String layer = KerasCall.layerOf(output);
        KerasTensor first = tensors.get(layer);
        if (first == null || !first.shape().isUnknown()) {
            throw new UnsupportedLayerException("it reads " + output + ", but only the first output of \"" + layer
                    + "\" can be imported; save the model without return_state");
        }
        return first;
    }

    /** What a layer with one input reads. */
    KerasTensor only(KerasNode node) throws UnsupportedLayerException {
        if (node.inputs().size() != 1) {
            throw new UnsupportedLayerException("expected one input, found " + node.inputs()
                    + (node.fullKind().matches(".*(GRU|LSTM|SimpleRNN).*")
                            ? "; an initial state from another layer cannot be imported"
                            : ""));
        }
        return tensor(node.inputs().get(0));
    }

    KerasTensor onlySequence(KerasNode node) throws UnsupportedLayerException {
        KerasTensor input = only(node);
        if (!input.shape().sequence()) {
            throw new UnsupportedLayerException("expected an input [batch, time, features], found "
                    + input.shape().inKerasOrder());
        }
        return input;
    }

    boolean isSequential() {
        return architecture.sequential();
    }

    boolean isModelInput(String output) {
        return architecture.inputs().contains(output);
    }

    /** How many layers read an output, the model's own outputs counted as readers. */
    int readers(String output) {
        return readers.getOrDefault(output, 0);
    }

    void add(KerasPiece piece) {
        pieces.add(piece);
    }

    KerasTensor put(
            String name, Layer layer, KerasTensor input, KerasShape shape, Map<String, KerasArrays> parameters) {
        layer.setLayerName(name);
        add(KerasPiece.layer(name, layer, List.of(input.piece()), parameters));
        return input.as(name, shape);
    }

    /** Another layer with the same input and parameters in the place of one. */
    void replace(String name, Layer layer) {
        layer.setLayerName(name);
        pieces.replaceAll(piece ->
                piece.name().equals(name) ? KerasPiece.layer(name, layer, piece.inputs(), piece.parameters()) : piece);
    }

    /** The input with its mask as the last feature, if it has one. */
    KerasTensor withMask(String name, KerasTensor input) {
        if (input.mask() == null) {
            return input;
        }
        String merged = name + "/masked";
        add(KerasPiece.vertex(merged, new MergeVertex(), List.of(input.piece(), input.mask())));
        return input.as(merged, input.shape());
    }

    /** The dense layer that a piece is, or null. */
    KerasDense dense(String piece) {
        return dense.get(piece);
    }

    void setDense(String piece, KerasDense layer) {
        dense.put(piece, layer);
    }
}
