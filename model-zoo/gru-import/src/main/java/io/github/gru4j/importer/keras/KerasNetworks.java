package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what a file of Keras holds to a network of DL4J.
 *
 * <p>A Sequential model becomes a MultiLayerNetwork, unless it needs what only a graph has (masks made inside the model;
 * directions that are summed, multiplied or averaged; reading backwards); a functional one becomes a ComputationGraph.
 */
final class KerasNetworks {

    private static final Logger LOG = LoggerFactory.getLogger(KerasNetworks.class);

    private KerasNetworks() {}

    static ImportedModel build(KerasModel model) throws ModelFormatException {
        var architecture = KerasArchitecture.of(model);
        var layers = new KerasLayers(model, architecture).translate();
        requireSupported(model, layers.summaries());
        KerasGraph found = layers.graph();
        var inputs = tensors(model, found, architecture.inputs());
        var outputs = tensors(model, found, architecture.outputs());
        var pieces = withOutputs(outputs, found);
        Model network;
        try {
            network = architecture.sequential() && isChain(pieces)
                    ? chain(inputs.get(0), pieces)
                    : graph(architecture.inputs(), inputs, outputs, pieces);
        } catch (RuntimeException refused) {
            throw new ModelFormatException(model.file(), "DL4J refuses the network: " + refused.getMessage(), refused);
        }
        setParameters(model, network, pieces);
        layers.graph().warnings().forEach(warning -> LOG.warn("{}: {}", model.file(), warning));
        return new ImportedModel(network, layers.summaries(), layers.graph().warnings());
    }

    static Inspection inspect(KerasModel model) throws ModelFormatException {
        var layers = new KerasLayers(model, KerasArchitecture.of(model)).translate();
        return new Inspection(model.format(), layers.summaries(), layers.graph().warnings());
    }

    private static void requireSupported(KerasModel model, List<LayerSummary> summaries) throws ModelFormatException {
        var problems = summaries.stream()
                .filter(summary -> summary.problem() != null)
                .map(summary -> "\n  \"" + summary.name() + "\" (" + summary.kind() + "): " + summary.problem())
                .toList();
        if (!problems.isEmpty()) {
            throw new ModelFormatException(
                    model.file(),
                    problems.size() + (problems.size() == 1 ? " layer" : " layers") + " cannot be imported:"
                            + String.join("", problems));
        }
    }

    private static List<KerasTensor> tensors(KerasModel model, KerasGraph graph, List<String> names)
            throws ModelFormatException {
        var tensors = new ArrayList<KerasTensor>();
        for (String name : names) {
            try {
                tensors.add(graph.tensor(name));
            } catch (UnsupportedLayerException unsupported) {
                throw new ModelFormatException(model.file(), "of the model's outputs: " + unsupported.getMessage());
            }
        }
        return tensors;
    }

    /** The last dense layers become output layers; where there is none, a loss layer follows, which changes no value. */
    private static List<KerasPiece> withOutputs(List<KerasTensor> outputs, KerasGraph graph) {
        var pieces = needed(outputs, graph);
        for (KerasTensor output : new LinkedHashSet<>(outputs)) {
            String name = output.piece();
            KerasDense dense = graph.dense(name);
            boolean last = pieces.stream().noneMatch(piece -> piece.inputs().contains(name));
            if (dense != null && last) {
                pieces.replaceAll(piece -> piece.name().equals(name)
                        ? KerasPiece.layer(name, named(dense.output(), name), piece.inputs(), piece.parameters())
                        : piece);
            } else {
                String loss = lossName(name);
                pieces.add(
                        KerasPiece.layer(loss, named(loss(output.shape().sequence()), loss), List.of(name), Map.of()));
            }
        }
        return pieces;
    }

    /** What the outputs depend on: a mask, or one of two directions, may have no reader, which DL4J refuses. */
    private static List<KerasPiece> needed(List<KerasTensor> outputs, KerasGraph graph) {
        Set<String> names = outputs.stream().map(KerasTensor::piece).collect(Collectors.toSet());
        var pieces = new ArrayList<KerasPiece>();
        for (int i = graph.pieces().size() - 1; i >= 0; i--) {
            KerasPiece piece = graph.pieces().get(i);
            if (names.contains(piece.name())) {
                names.addAll(piece.inputs());
                pieces.add(piece);
            }
        }
        Collections.reverse(pieces);
        return pieces;
    }

    private static Layer named(Layer layer, String name) {
        layer.setLayerName(name);
        return layer;
    }

    private static String lossName(String piece) {
        return piece + "/loss";
    }

    private static Layer loss(boolean sequence) {
        return sequence
                ? new RnnLossLayer.Builder(LossFunction.MSE)
                        .activation(new ActivationIdentity())
                        .build()
                : new LossLayer.Builder(LossFunction.MSE)
                        .activation(new ActivationIdentity())
                        .build();
    }

    private static boolean isChain(List<KerasPiece> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            KerasPiece piece = pieces.get(i);
            boolean follows = piece.inputs().size() == 1
                    && (i == 0 || piece.inputs().get(0).equals(pieces.get(i - 1).name()));
            if (piece.layer() == null || !follows) {
                return false;
            }
        }
        return true;
    }

    private static NeuralNetConfiguration.Builder defaults() {
        return new NeuralNetConfiguration.Builder().updater(new Adam());
    }

    private static MultiLayerNetwork chain(KerasTensor input, List<KerasPiece> pieces) {
        var list = defaults().list();
        for (KerasPiece piece : pieces) {
            list.layer(piece.layer());
        }
        var network = new MultiLayerNetwork(
                list.setInputType(input.shape().inputType()).build());
        network.init();
        return network;
    }

    private static ComputationGraph graph(
            List<String> inputNames, List<KerasTensor> inputs, List<KerasTensor> outputs, List<KerasPiece> pieces) {
        var graph = defaults().graphBuilder().addInputs(inputNames);
        for (KerasPiece piece : pieces) {
            String[] read = piece.inputs().toArray(String[]::new);
            if (piece.layer() == null) {
                graph.addVertex(piece.name(), piece.vertex(), read);
            } else {
                graph.addLayer(piece.name(), piece.layer(), read);
            }
        }
        var names = pieces.stream().map(KerasPiece::name).collect(Collectors.toSet());
        graph.setOutputs(outputs.stream()
                .map(KerasTensor::piece)
                .map(piece -> names.contains(lossName(piece)) ? lossName(piece) : piece)
                .toArray(String[]::new));
        graph.setInputTypes(
                inputs.stream().map(input -> input.shape().inputType()).toArray(InputType[]::new));
        var network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static void setParameters(KerasModel model, Model network, List<KerasPiece> pieces)
            throws ModelFormatException {
        for (int i = 0; i < pieces.size(); i++) {
            KerasPiece piece = pieces.get(i);
            if (piece.layer() == null) {
                continue;
            }
            Map<String, INDArray> table = network instanceof MultiLayerNetwork chain
                    ? chain.getLayer(i).paramTable()
                    : ((ComputationGraph) network).getLayer(piece.name()).paramTable();
            int expected = table == null ? 0 : table.size();
            if (expected != piece.parameters().size()) {
                throw new ModelFormatException(
                        model.file(),
                        "layer \"" + piece.name() + "\": expected the parameters " + table.keySet() + ", found "
                                + piece.parameters().keySet());
            }
            for (var entry : piece.parameters().entrySet()) {
                INDArray parameter = table.get(entry.getKey());
                KerasArrays found = entry.getValue();
                if (parameter == null || parameter.length() != found.values().length) {
                    throw new ModelFormatException(
                            model.file(),
                            "layer \"" + piece.name() + "\": expected parameter " + entry.getKey() + " of shape "
                                    + (parameter == null ? "none" : Arrays.toString(parameter.shape())) + ", found "
                                    + Arrays.toString(found.shape()));
                }
                parameter.assign(found.toNd4j().reshape('c', parameter.shape()));
            }
        }
    }
}
