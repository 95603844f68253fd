package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.GruLayers;
import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.layer.BidirectionalLastStep;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Builds the network of a chain of layers: a MultiLayerNetwork, or a ComputationGraph if a layer reads backwards alone. */
final class Networks {

    private static final double LEARNING_RATE = 1e-3;

    private final List<Step> steps;

    private Networks(List<Step> steps) {
        this.steps = steps;
    }

    static Model of(List<Step> steps) {
        var networks = new Networks(steps);
        var layers = networks.layers();
        boolean reversed = steps.stream().anyMatch(Networks::reverse);
        return reversed ? networks.graph(layers) : networks.list(layers);
    }

    private static boolean reverse(Step step) {
        return step instanceof Step.Cells cells && cells.node().direction() == Direction.REVERSE;
    }

    private MultiLayerNetwork list(List<Layer> layers) {
        var list = base().list();
        layers.forEach(list::layer);
        var network = new MultiLayerNetwork(list.setInputType(input()).build());
        network.init();
        for (int i = 0; i < steps.size(); i++) {
            setParameters(network.getLayer(i), steps.get(i));
        }
        return network;
    }

    private ComputationGraph graph(List<Layer> layers) {
        var builder = base().graphBuilder().addInputs("input").setInputTypes(input());
        String last = "input";
        for (int i = 0; i < layers.size(); i++) {
            boolean reverse = i < steps.size() && reverse(steps.get(i));
            if (reverse) {
                builder.addVertex("reverse" + i, new ReverseTimeSeriesVertex("input"), last);
                last = "reverse" + i;
            }
            builder.addLayer("layer" + i, layers.get(i), last);
            last = "layer" + i;
            // What has only the last step left cannot and need not be turned back.
            if (reverse && ((Step.Cells) steps.get(i)).ends() == Step.Ends.ALL_STEPS) {
                builder.addVertex("forward" + i, new ReverseTimeSeriesVertex("input"), last);
                last = "forward" + i;
            }
        }
        var network = new ComputationGraph(builder.setOutputs(last).build());
        network.init();
        for (int i = 0; i < steps.size(); i++) {
            setParameters(network.getLayer("layer" + i), steps.get(i));
        }
        return network;
    }

    private NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().dataType(dataType()).updater(new Adam(LEARNING_RATE));
    }

    private DataType dataType() {
        return weights().dataType();
    }

    /** Those of the first layer that has some. */
    private INDArray weights() {
        for (var step : steps) {
            if (step instanceof Step.Cells cells) {
                return cells.node().cells().get(0).w();
            }
            if (step instanceof Step.Dense dense) {
                return dense.weights();
            }
        }
        throw new IllegalArgumentException("has no layers with weights; expected a recurrent or dense one");
    }

    private InputType input() {
        long nIn = weights().size(0);
        return steps.stream().anyMatch(Step.Cells.class::isInstance)
                ? InputType.recurrent(nIn)
                : InputType.feedForward(nIn);
    }

    /** The last of them can be trained. */
    private List<Layer> layers() {
        var layers = new ArrayList<Layer>();
        boolean sequence = steps.stream().anyMatch(Step.Cells.class::isInstance);
        for (var step : steps) {
            if (step instanceof Step.Cells cells && cells.ends() != Step.Ends.ALL_STEPS) {
                sequence = false;
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            var step = steps.get(i);
            if (step instanceof Step.Cells cells) {
                layers.add(wrapped(cells));
            } else if (step instanceof Step.Act act) {
                layers.add(new ActivationLayer(act.activation()));
            } else {
                layers.add(dense((Step.Dense) step, last, sequence));
            }
        }
        if (!(steps.get(steps.size() - 1) instanceof Step.Dense)) {
            var loss = new ActivationIdentity();
            layers.add(
                    sequence
                            ? new RnnLossLayer.Builder(LossFunction.MSE)
                                    .activation(loss)
                                    .build()
                            : new LossLayer.Builder(LossFunction.MSE)
                                    .activation(loss)
                                    .build());
        }
        return layers;
    }

    private static Layer dense(Step.Dense step, boolean last, boolean sequence) {
        IActivation activation = step.activation() == null ? new ActivationIdentity() : step.activation();
        long nIn = step.weights().size(0);
        long nOut = step.weights().size(1);
        boolean bias = step.bias() != null;
        if (!last) {
            return new DenseLayer.Builder()
                    .nIn(nIn)
                    .nOut(nOut)
                    .activation(activation)
                    .hasBias(bias)
                    .build();
        }
        var loss = activation instanceof ActivationSoftmax
                ? LossFunction.MCXENT
                : activation instanceof ActivationSigmoid ? LossFunction.XENT : LossFunction.MSE;
        return sequence
                ? new RnnOutputLayer.Builder(loss)
                        .nIn(nIn)
                        .nOut(nOut)
                        .activation(activation)
                        .hasBias(bias)
                        .build()
                : new OutputLayer.Builder(loss)
                        .nIn(nIn)
                        .nOut(nOut)
                        .activation(activation)
                        .hasBias(bias)
                        .build();
    }

    private static Layer wrapped(Step.Cells step) {
        var node = step.node();
        Layer layer = layer(node);
        return switch (step.ends()) {
            case ALL_STEPS -> layer;
            case LAST_STEP -> {
                if (node.direction() == Direction.REVERSE) {
                    throw new IllegalArgumentException("layer \"" + step.name()
                            + "\" reads backwards and only its last step in time is used, which has read one step");
                }
                yield new LastTimeStep(layer);
            }
            case END_STATES ->
                layer instanceof Bidirectional both ? new BidirectionalLastStep(both) : new LastTimeStep(layer);
        };
    }

    private static Layer layer(Recurrent node) {
        if (node.kind().equals("GRU")) {
            return GruLayers.layer(node.gru());
        }
        Layer cell;
        if (node.kind().equals("LSTM")) {
            cell = new LSTM.Builder()
                    .nIn(node.nIn())
                    .nOut(node.nOut())
                    .gateActivationFunction(node.activations().get(0))
                    .activation(node.activations().get(1))
                    .build();
        } else {
            cell = new SimpleRnn.Builder()
                    .nIn(node.nIn())
                    .nOut(node.nOut())
                    .activation(node.activations().get(0))
                    .build();
        }
        return node.direction() == Direction.BIDIRECTIONAL ? new Bidirectional(Bidirectional.Mode.CONCAT, cell) : cell;
    }

    private static void setParameters(org.deeplearning4j.nn.api.Layer layer, Step step) {
        if (step instanceof Step.Dense dense) {
            layer.getParam("W").assign(dense.weights());
            if (dense.bias() != null) {
                layer.getParam("b").assign(dense.bias());
            }
        } else if (step instanceof Step.Cells cells && cells.node().kind().equals("GRU")) {
            GruLayers.setParameters(layer, cells.node().gru());
        } else if (step instanceof Step.Cells cells) {
            var table = layer.paramTable();
            for (int i = 0; i < cells.node().directions(); i++) {
                String prefix = cells.node().directions() == 1 ? "" : i == 0 ? "f" : "b";
                var cell = cells.node().cells().get(i);
                table.get(prefix + "W").assign(cell.w());
                table.get(prefix + "RW").assign(cell.rw());
                if (cell.b() == null) {
                    table.get(prefix + "b").assign(0.0);
                } else {
                    table.get(prefix + "b").assign(cell.b());
                }
            }
        }
    }
}
