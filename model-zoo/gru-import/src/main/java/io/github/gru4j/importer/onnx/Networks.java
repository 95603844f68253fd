package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.ImportedGru.Direction;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Builds the network of a chain of layers: a MultiLayerNetwork, or a ComputationGraph if a layer reads backwards alone. */
final class Networks {

    private static final double LEARNING_RATE = 1e-3;

    private final List<Step> steps;
    private final List<Layer> layers;

    private Networks(List<Step> chain, boolean inRows) {
        this.steps = StepLayers.apart(chain, inRows);
        this.layers = new StepLayers(steps, inRows).layers();
    }

    /** @param inRows whether a last dense layer gives the rows of a sequence, as DL4J's OutputLayer does */
    static Model of(List<Step> steps, boolean inRows) {
        var networks = new Networks(steps, inRows);
        return steps.stream().anyMatch(Networks::reverse) ? networks.graph() : networks.list();
    }

    private static boolean reverse(Step step) {
        return step instanceof Step.Cells cells && cells.node().direction() == Direction.REVERSE;
    }

    private MultiLayerNetwork list() {
        var list = base().list();
        for (int i = 0; i < layers.size(); i++) {
            list.layer(layers.get(i));
            var preprocessor = preprocessor(i);
            if (preprocessor != null) {
                list.inputPreProcessor(i, preprocessor);
            }
        }
        var network = new MultiLayerNetwork(list.setInputType(input()).build());
        network.init();
        for (int i = 0; i < steps.size(); i++) {
            StepParameters.set(network.getLayer(i), steps.get(i));
        }
        return network;
    }

    private ComputationGraph graph() {
        var builder = base().graphBuilder().addInputs("input").setInputTypes(input());
        String last = "input";
        for (int i = 0; i < layers.size(); i++) {
            boolean reverse = i < steps.size() && reverse(steps.get(i));
            if (reverse) {
                builder.addVertex("reverse" + i, new ReverseTimeSeriesVertex("input"), last);
                last = "reverse" + i;
            }
            builder.addLayer("layer" + i, layers.get(i), preprocessor(i), last);
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
            StepParameters.set(network.getLayer("layer" + i), steps.get(i));
        }
        return network;
    }

    /** DL4J's softmax runs over the last dimension: over the features only of [batch * time, features]. Others DL4J adds. */
    private InputPreProcessor preprocessor(int at) {
        if (isFolded(at)) {
            return new RnnToFeedForwardPreProcessor(RNNFormat.NCW);
        }
        boolean unfolds = at > 0
                && isFolded(at - 1)
                && (at == steps.size() || steps.get(at) instanceof Step.Act || steps.get(at) instanceof Step.Pool);
        return unfolds ? new FeedForwardToRnnPreProcessor(RNNFormat.NCW) : null;
    }

    private boolean isFolded(int at) {
        return at < steps.size() - 1
                && steps.get(at) instanceof Step.Act act
                && act.activation() instanceof ActivationSoftmax
                && !act.overTime()
                && StepLayers.isSequence(steps, at);
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
            } else if (step instanceof Step.Dense dense) {
                return dense.weights();
            } else if (step instanceof Step.Embedding embedding) {
                return embedding.table();
            }
        }
        throw new IllegalArgumentException("has no layers with weights; expected a recurrent or dense one");
    }

    private InputType input() {
        long nIn = weights().size(0);
        return StepLayers.isSequence(steps, 0) ? InputType.recurrent(nIn) : InputType.feedForward(nIn);
    }
}
