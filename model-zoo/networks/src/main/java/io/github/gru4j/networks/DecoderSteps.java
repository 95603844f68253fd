package io.github.gru4j.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes the decoder of an {@link EncoderDecoder}'s network from step to step. It asks the layers themselves:
 * {@code ComputationGraph.rnnTimeStep} would run the encoder again at each step, from the state it ended in.
 */
final class DecoderSteps {

    private final ComputationGraph network;
    private final Layer embedding;
    private final List<RecurrentLayer> layers = new ArrayList<>();
    private final Layer output;
    private final int boundary;

    /** What the encoder knew, [rows, size, 1]. */
    private INDArray context;

    DecoderSteps(ComputationGraph network) {
        this.network = network;
        embedding = layer(EncoderDecoder.PREVIOUS_EMBEDDING);
        layer(EncoderDecoder.CONTEXT);
        output = layer(EncoderDecoder.OUTPUT);
        layers.add((RecurrentLayer) layer(EncoderDecoder.DECODER + 1));
        for (int number = 2; has(EncoderDecoder.DECODER + number); number++) {
            layers.add((RecurrentLayer) layer(EncoderDecoder.DECODER + number));
        }
        boundary = size(output) - 1;
    }

    /** The token that stands before the first one of an answer and after its last. */
    int boundary() {
        return boundary;
    }

    void requireTokens(List<int[]> inputs) {
        TokenArrays.requireSteps(inputs);
        if (!has(EncoderDecoder.INPUT_EMBEDDING)) {
            throw new IllegalArgumentException(
                    "expected features [batch, features, time], found tokens: the network was built to read vectors");
        }
        var conf =
                (FeedForwardLayer) layer(EncoderDecoder.INPUT_EMBEDDING).conf().getLayer();
        TokenArrays.requireBelow((int) conf.getNIn(), inputs, "inputs");
    }

    /** Runs the encoder; an answer's beginning is a row. */
    void begin(INDArray features, INDArray mask) {
        end();
        INDArray noStep = Nd4j.zeros(features.size(0), 1, 1);
        try {
            INDArray last = network.output(
                            List.of(EncoderDecoder.CONTEXT),
                            false,
                            new INDArray[] {features, noStep},
                            mask == null ? null : new INDArray[] {mask, null})[0];
            context = last.reshape(last.size(0), last.size(1), 1);
        } finally {
            network.clearLayerMaskArrays();
            network.clear();
        }
    }

    /**
     * One step of all rows.
     *
     * @param previous the token before, of each row
     * @return natural logarithms of probabilities: for each row, those of the tokens and, last, of the end
     */
    double[][] next(int[] previous) {
        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        INDArray tokens = TokenArrays.features(
                Arrays.stream(previous).mapToObj(token -> new int[] {token}).toList());
        INDArray step = Nd4j.concat(1, embedding.activate(tokens, false, workspaces), context);
        for (RecurrentLayer layer : layers) {
            step = layer.rnnTimeStep(step, workspaces);
        }
        double[] probabilities =
                output.activate(step, false, workspaces).dup('c').data().asDouble();
        var logProbabilities = new double[previous.length][boundary + 1];
        for (int i = 0; i < probabilities.length; i++) {
            logProbabilities[i / (boundary + 1)][i % (boundary + 1)] = Math.log(probabilities[i]);
        }
        return logProbabilities;
    }

    /** Goes on with these rows, in this order; one may be there more than once. */
    void keep(int[] rows) {
        context = rows(context, rows);
        for (RecurrentLayer layer : layers) {
            Map<String, INDArray> kept = new HashMap<>();
            layer.rnnGetPreviousState().forEach((name, state) -> kept.put(name, rows(state, rows)));
            layer.rnnSetPreviousState(kept);
        }
    }

    /** Forgets the answers. */
    void end() {
        layers.forEach(RecurrentLayer::rnnClearPreviousState);
        context = null;
    }

    private static INDArray rows(INDArray array, int[] rows) {
        long[] shape = array.shape();
        INDArray taken = Nd4j.pullRows(array.reshape('c', shape[0], shape[1]), 1, rows);
        shape[0] = rows.length;
        return taken.dup('f').reshape('f', shape);
    }

    private boolean has(String name) {
        return network.getConfiguration().getVertices().containsKey(name);
    }

    private Layer layer(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(
                    "expected the network of an EncoderDecoder, found one without a vertex \""
                            + name + "\"; its vertices are "
                            + network.getConfiguration().getVertices().keySet());
        }
        return network.getLayer(name);
    }

    private static int size(Layer layer) {
        return (int) ((FeedForwardLayer) layer.conf().getLayer()).getNOut();
    }
}
