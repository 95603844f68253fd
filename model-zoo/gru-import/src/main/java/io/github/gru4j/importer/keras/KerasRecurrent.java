package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.MaskMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A recurrent layer of Keras, one direction of it: its configuration for DL4J, and its parameters in DL4J's layout.
 *
 * <p>GRU: Keras's gates z, r, h are ours. LSTM: Keras's i, f, c, o become DL4J's c, f, o, i. The layers of cuDNN hold each
 * gate's matrix transposed.
 */
final class KerasRecurrent {

    /** Of Keras's blocks i, f, c, o. */
    private static final int[] DL4J_LSTM_ORDER = {2, 1, 3, 0};

    private final KerasNode node;
    private final JsonNode config;
    private final int version;
    private final List<String> warnings;
    private final long units;
    private final boolean cudnn;
    private final boolean hasBias;

    KerasRecurrent(KerasNode node, int version, List<String> warnings) throws UnsupportedLayerException {
        this.node = node;
        this.config = node.config();
        this.version = version;
        this.warnings = warnings;
        this.units = KerasConfig.positive(config, "units", "output_dim");
        this.cudnn = node.kind().startsWith("CuDNN");
        this.hasBias = config.path("use_bias").asBoolean(true);
    }

    static boolean handles(String kind) {
        return switch (kind) {
            case "GRU", "CuDNNGRU", "LSTM", "CuDNNLSTM", "SimpleRNN" -> true;
            default -> false;
        };
    }

    boolean hasBias() {
        return hasBias;
    }

    long units() {
        return units;
    }

    boolean isSequence() {
        return config.path("return_sequences").asBoolean(false);
    }

    /** Whether masked steps give zeros instead of the state. */
    boolean isZeroAtMask() {
        return isSequence() && config.path("zero_output_for_mask").asBoolean(false);
    }

    boolean isBackwards() {
        return config.path("go_backwards").asBoolean(false);
    }

    void requireSupported() throws UnsupportedLayerException {
        if (config.path("return_state").asBoolean(false)) {
            throw new UnsupportedLayerException(
                    "return_state is true: a layer with several outputs cannot be imported");
        }
        if (config.path("time_major").asBoolean(false)) {
            throw new UnsupportedLayerException("time_major is true; expected [batch, time, features]");
        }
        if (config.path("stateful").asBoolean(false)) {
            warnings.add(
                    "layer \"" + node.name() + "\": stateful is left out; to carry the state on between calls, call"
                            + " rnnTimeStep instead of output");
        }
    }

    /** What tells two directions of a bidirectional layer apart if they do not have the same options. */
    String fingerprint() {
        var options = new ArrayList<String>();
        for (String option : List.of(
                "units",
                "output_dim",
                "activation",
                "recurrent_activation",
                "inner_activation",
                "reset_after",
                "use_bias")) {
            options.add(option + "=" + config.path(option));
        }
        return node.kind() + options;
    }

    List<String> options() throws UnsupportedLayerException {
        var options = new ArrayList<String>();
        options.add("units=" + units);
        options.add("activation=" + activation("activation", "tanh"));
        if (!node.kind().equals("SimpleRNN")) {
            options.add("gates=" + gateActivation());
        }
        if (isGru()) {
            options.add("reset_after=" + isResetAfter());
        }
        options.add("return_sequences=" + isSequence());
        if (isBackwards()) {
            options.add("go_backwards=true");
        }
        return options;
    }

    boolean isGru() {
        return node.kind().endsWith("GRU");
    }

    /** Keras 1 and 2 had no such key at first, and meant false. */
    private boolean isResetAfter() {
        return cudnn || config.path("reset_after").asBoolean(version >= 3);
    }

    private IActivation activation(String key, String fallback) throws UnsupportedLayerException {
        return KerasActivations.ofCell(cudnn ? KerasConfig.MISSING : config.path(key), version, fallback);
    }

    private IActivation gateActivation() throws UnsupportedLayerException {
        if (cudnn) {
            return activation("", "sigmoid");
        }
        String key = config.has("inner_activation") ? "inner_activation" : "recurrent_activation";
        // Absent in files of Keras 1 and early 2 that were cut down by hand; their default.
        return activation(key, version >= 3 ? "sigmoid" : "hard_sigmoid");
    }

    BaseRecurrentLayer layer(long nIn) throws UnsupportedLayerException {
        if (isGru()) {
            var gru = new GRU.Builder()
                    .resetAfter(isResetAfter())
                    .hasBias(hasBias)
                    .gateActivationFunction(gateActivation())
                    .maskMode(MaskMode.HOLD);
            double recurrentDropout = rate("recurrent_dropout", "dropout_U");
            if (recurrentDropout > 0) {
                gru.recurrentDropOut(1 - recurrentDropout);
            }
            common(gru, nIn);
            return gru.build();
        }
        if (rate("recurrent_dropout", "dropout_U") > 0) {
            warnings.add("layer \"" + node.name() + "\": recurrent dropout is left out, DL4J's " + node.kind()
                    + " has none; it only matters to training");
        }
        if (node.kind().equals("SimpleRNN")) {
            var rnn = new SimpleRnn.Builder();
            common(rnn, nIn);
            return rnn.build();
        }
        var lstm = new LSTM.Builder().gateActivationFunction(gateActivation());
        common(lstm, nIn);
        return lstm.build();
    }

    private void common(BaseRecurrentLayer.Builder<?> builder, long nIn) throws UnsupportedLayerException {
        // Given here, because DL4J does not hand a network's defaults to a layer inside two wrappers.
        builder.nOut(units);
        builder.nIn(nIn);
        builder.weightInit(WeightInit.XAVIER);
        builder.biasInit(0);
        builder.updater(new Adam());
        builder.activation(activation("activation", "tanh"));
        double dropout = rate("dropout", "dropout_W");
        if (dropout > 0) {
            // As Keras's: the same features at all steps of a sequence.
            builder.dropOut(new SpatialDropout(1 - dropout));
        }
    }

    private double rate(String... keys) throws UnsupportedLayerException {
        return cudnn ? 0 : KerasConfig.rate(config, keys);
    }

    /** @param nIn -1 if unknown */
    Map<String, KerasArrays> parameters(KerasWeights weights, long nIn) throws UnsupportedLayerException {
        int gates = isGru() ? 3 : node.kind().equals("SimpleRNN") ? 1 : 4;
        var result = new LinkedHashMap<String, KerasArrays>();
        if (gates > 1 && weights.count() == 3 * gates) {
            keras1(weights, nIn, gates, result);
        } else {
            weights.requireCount(
                    hasBias ? 3 : 2, hasBias ? "kernel, recurrent_kernel, bias" : "kernel, recurrent_kernel");
            KerasArrays kernel = weights.get(0, nIn, gates * units);
            KerasArrays recurrent = weights.get(1, units, gates * units);
            result.put("W", cudnn ? kernel.fromCudnn(gates) : kernel);
            result.put("RW", cudnn ? recurrent.fromCudnn(gates) : recurrent);
            if (hasBias) {
                biases(weights, gates, result);
            }
        }
        if (gates == 4) {
            result.replaceAll((key, array) -> array.blocks(4, DL4J_LSTM_ORDER));
        }
        if (!isGru() && !hasBias) {
            // DL4J's have a bias always.
            result.put("b", new KerasArrays(new long[] {1, gates * units}, new float[(int) (gates * units)]));
        }
        return result;
    }

    private void biases(KerasWeights weights, int gates, Map<String, KerasArrays> result)
            throws UnsupportedLayerException {
        boolean two = cudnn || (isGru() && isResetAfter());
        if (!two) {
            result.put("b", weights.get(2, gates * units).asRow());
            return;
        }
        KerasArrays both = cudnn ? weights.get(2, 2L * gates * units) : weights.get(2, 2, gates * units);
        KerasArrays input = both.part(2, 0);
        KerasArrays recurrent = both.part(2, 1);
        if (isGru()) {
            result.put("b", input);
            result.put("rb", recurrent);
        } else {
            result.put("b", input.plus(recurrent));
        }
    }

    /**
     * Keras 1 has an array per gate, W U b each: the GRU's in the order z, r, h, the LSTM's in the order i, c, f, o.
     */
    private void keras1(KerasWeights weights, long nIn, int gates, Map<String, KerasArrays> result)
            throws UnsupportedLayerException {
        int[] order = gates == 3 ? new int[] {0, 1, 2} : new int[] {0, 2, 1, 3};
        var input = new ArrayList<KerasArrays>();
        var recurrent = new ArrayList<KerasArrays>();
        var bias = new ArrayList<KerasArrays>();
        for (int gate : order) {
            input.add(weights.get(3 * gate, nIn, units));
            recurrent.add(weights.get(3 * gate + 1, units, units));
            bias.add(weights.get(3 * gate + 2, units).asRow());
        }
        result.put("W", KerasArrays.beside(input));
        result.put("RW", KerasArrays.beside(recurrent));
        result.put("b", KerasArrays.beside(bias));
        if (isGru() && isResetAfter()) {
            throw new UnsupportedLayerException(
                    "reset_after is true, but the nine arrays of Keras 1 have no second bias");
        }
    }
}
