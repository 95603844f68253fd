package io.github.gru4j.importer;

import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.GRUParamInitializer;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** From an {@link ImportedGru} to layers of DL4J. */
public final class GruLayers {

    private static final String FORWARD = "f";
    private static final String BACKWARD = "b";
    private static final double LEARNING_RATE = 1e-3;

    private GruLayers() {}

    /**
     * The configuration of this GRU: a {@link GRU}, or {@code Bidirectional} of mode CONCAT around one.
     *
     * <p>DL4J has no layer that reads backwards alone, so one that reads in {@code REVERSE} is a plain GRU too: reverse the
     * sequences before it, and its outputs after it, with a {@code ReverseTimeSeriesVertex} in a ComputationGraph.
     */
    public static Layer layer(ImportedGru gru) {
        GRU cell = builder(gru).build();
        return gru.direction() == ImportedGru.Direction.BIDIRECTIONAL
                ? new Bidirectional(Bidirectional.Mode.CONCAT, cell)
                : cell;
    }

    /**
     * A network of this GRU alone, with its parameters: [batch, nIn, time] to [batch, H, time], or 2H if both directions are
     * read. It has no output layer; its updater is Adam(1e-3). DL4J's transfer learning adds what is wanted.
     *
     * @return a MultiLayerNetwork, or, for one that reads in {@code REVERSE}, a ComputationGraph that turns the sequences round
     *     before it and after it
     */
    public static Model network(ImportedGru gru) {
        var type = gru.cells().get(0).w().dataType();
        var base = new NeuralNetConfiguration.Builder().dataType(type).updater(new Adam(LEARNING_RATE));
        Layer layer = layer(gru);
        layer.setLayerName(gru.name());
        if (gru.direction() != ImportedGru.Direction.REVERSE) {
            var network = new MultiLayerNetwork(base.list().layer(layer).build());
            network.init();
            setParameters(network.getLayer(0), gru);
            return network;
        }
        var network = new ComputationGraph(base.graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.recurrent(gru.nIn()))
                .addVertex("reverse", new ReverseTimeSeriesVertex("input"), "input")
                .addLayer("gru", layer, "reverse")
                .addVertex("output", new ReverseTimeSeriesVertex("input"), "gru")
                .setOutputs("output")
                .build());
        network.init();
        setParameters(network.getLayer("gru"), gru);
        return network;
    }

    /** A builder for one direction of this GRU, with its sizes, variant, activations and biases; for settings of the caller's own. */
    public static GRU.Builder builder(ImportedGru gru) {
        return new GRU.Builder()
                .nIn(gru.nIn())
                .nOut(gru.nOut())
                .resetAfter(gru.resetAfter())
                .hasBias(hasBias(gru))
                .activation(gru.activation())
                .gateActivationFunction(gru.gateActivation());
    }

    /**
     * Copies the parameters into a layer that {@link #layer} configured, bare or inside wrappers such as {@code LastTimeStep}.
     *
     * @throws IllegalArgumentException if the layer has other parameters or shapes
     */
    public static void setParameters(org.deeplearning4j.nn.api.Layer runtime, ImportedGru gru) {
        boolean both = gru.direction() == ImportedGru.Direction.BIDIRECTIONAL;
        var table = runtime.paramTable();
        for (int i = 0; i < gru.cells().size(); i++) {
            String prefix = !both ? "" : i == 0 ? FORWARD : BACKWARD;
            var cell = gru.cells().get(i);
            assign(table, prefix + GRUParamInitializer.INPUT_WEIGHT_KEY, cell.w(), gru);
            assign(table, prefix + GRUParamInitializer.RECURRENT_WEIGHT_KEY, cell.rw(), gru);
            if (hasBias(gru)) {
                assign(table, prefix + GRUParamInitializer.BIAS_KEY, orZero(cell.b(), gru), gru);
                if (gru.resetAfter()) {
                    assign(table, prefix + GRUParamInitializer.RECURRENT_BIAS_KEY, orZero(cell.rb(), gru), gru);
                }
            }
        }
    }

    private static boolean hasBias(ImportedGru gru) {
        return gru.cells().stream().anyMatch(cell -> cell.b() != null || cell.rb() != null);
    }

    private static INDArray orZero(INDArray bias, ImportedGru gru) {
        return bias == null ? Nd4j.zeros(1, 3 * gru.nOut()) : bias;
    }

    private static void assign(Map<String, INDArray> table, String key, INDArray value, ImportedGru gru) {
        INDArray parameter = table.get(key);
        if (parameter == null || !Arrays.equals(parameter.shape(), value.shape())) {
            throw new IllegalArgumentException(
                    "GRU \"" + gru.name() + "\": expected a layer with a parameter " + key + " of shape "
                            + Arrays.toString(value.shape()) + ", found "
                            + (parameter == null ? "only " + table.keySet() : Arrays.toString(parameter.shape()))
                            + "; configure the layer with GruLayers.layer");
        }
        parameter.assign(value.castTo(parameter.dataType()));
    }
}
