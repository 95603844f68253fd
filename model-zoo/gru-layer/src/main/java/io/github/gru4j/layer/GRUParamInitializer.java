package io.github.gru4j.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parameters of a {@link GRU}: 'f' order views of the network's flat array, gates in the order z, r, n.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>key</th><th>shape</th><th>what</th></tr>
 * <tr><td>{@code W}</td><td>[nIn, 3H]</td><td>input weights</td></tr>
 * <tr><td>{@code RW}</td><td>[H, 3H]</td><td>recurrent weights</td></tr>
 * <tr><td>{@code b}</td><td>[1, 3H]</td><td>input bias; absent without bias</td></tr>
 * <tr><td>{@code rb}</td><td>[1, 3H]</td><td>recurrent bias; reset-after with bias only</td></tr>
 * </table>
 *
 * <p>Weights are drawn with fan-in H and fan-out nIn + H for both matrices. That is the rule of DL4J's LSTM
 * ({@code LSTMParamInitializer}), so that a comparison of the two measures the cell and not its start.
 */
public final class GRUParamInitializer implements ParamInitializer {

    /** Key of the input weights. */
    public static final String INPUT_WEIGHT_KEY = DefaultParamInitializer.WEIGHT_KEY;
    /** Key of the recurrent weights, the same as in DL4J's recurrent layers. */
    public static final String RECURRENT_WEIGHT_KEY = "RW";
    /** Key of the input bias. */
    public static final String BIAS_KEY = DefaultParamInitializer.BIAS_KEY;
    /** Key of the recurrent bias. */
    public static final String RECURRENT_BIAS_KEY = "rb";

    private static final int GATES = 3;
    private static final List<String> WEIGHT_KEYS = List.of(INPUT_WEIGHT_KEY, RECURRENT_WEIGHT_KEY);
    private static final GRUParamInitializer INSTANCE = new GRUParamInitializer();

    private GRUParamInitializer() {}

    /** The only instance; it has no state. */
    public static GRUParamInitializer getInstance() {
        return INSTANCE;
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return shapes((GRU) layer).values().stream().mapToLong(s -> s[0] * s[1]).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.copyOf(shapes((GRU) layer).keySet());
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return WEIGHT_KEYS;
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        var keys = new ArrayList<>(paramKeys(layer));
        keys.removeAll(WEIGHT_KEYS);
        return keys;
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return WEIGHT_KEYS.contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return BIAS_KEY.equals(key) || RECURRENT_BIAS_KEY.equals(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        var gru = (GRU) conf.getLayer();
        var params = Collections.synchronizedMap(views(gru, paramsView, "parameters"));
        params.keySet().forEach(conf::addVariable);
        if (initializeParams) {
            initialize(gru, params);
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray gradientView) {
        return views((GRU) conf.getLayer(), gradientView, "gradients");
    }

    private static void initialize(GRU gru, Map<String, INDArray> params) {
        double fanIn = gru.getNOut();
        double fanOut = gru.getNIn() + gru.getNOut();
        var recurrentInit =
                gru.getWeightInitFnRecurrent() != null ? gru.getWeightInitFnRecurrent() : gru.getWeightInitFn();
        draw(gru.getWeightInitFn(), params.get(INPUT_WEIGHT_KEY), fanIn, fanOut);
        draw(recurrentInit, params.get(RECURRENT_WEIGHT_KEY), fanIn, fanOut);
        if (gru.isHasBias()) {
            var bias = params.get(BIAS_KEY);
            bias.assign(gru.getBiasInit());
            bias.get(NDArrayIndex.all(), NDArrayIndex.interval(0, gru.getNOut()))
                    .addi(gru.getUpdateGateBiasInit());
        }
        if (params.containsKey(RECURRENT_BIAS_KEY)) {
            // The two biases of a gate add up; only one of them starts away from zero.
            params.get(RECURRENT_BIAS_KEY).assign(0.0);
        }
    }

    private static void draw(IWeightInit init, INDArray view, double fanIn, double fanOut) {
        // Initialisers want the flat view and give back their own reshaping of it; 'f' order as ours.
        init.init(fanIn, fanOut, view.shape(), IWeightInit.DEFAULT_WEIGHT_INIT_ORDER, view.reshape('f', new long[] {
            view.length()
        }));
    }

    private static Map<String, INDArray> views(GRU gru, INDArray flat, String what) {
        long expected = getInstance().numParams(gru);
        if (flat.length() != expected) {
            throw new IllegalStateException("GRU layer \"" + gru.getLayerName() + "\": expected " + expected + " "
                    + what + " for nIn=" + gru.getNIn() + ", nOut=" + gru.getNOut() + ", got " + flat.length());
        }
        var row = flat.reshape(flat.length());
        var views = new LinkedHashMap<String, INDArray>();
        long from = 0;
        for (var entry : shapes(gru).entrySet()) {
            long[] shape = entry.getValue();
            long to = from + shape[0] * shape[1];
            views.put(entry.getKey(), row.get(NDArrayIndex.interval(from, to)).reshape('f', shape));
            from = to;
        }
        return views;
    }

    private static Map<String, long[]> shapes(GRU gru) {
        long nIn = gru.getNIn();
        long nOut = gru.getNOut();
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put(INPUT_WEIGHT_KEY, new long[] {nIn, GATES * nOut});
        shapes.put(RECURRENT_WEIGHT_KEY, new long[] {nOut, GATES * nOut});
        if (gru.isHasBias()) {
            shapes.put(BIAS_KEY, new long[] {1, GATES * nOut});
            if (gru.isResetAfter()) {
                shapes.put(RECURRENT_BIAS_KEY, new long[] {1, GATES * nOut});
            }
        }
        return shapes;
    }
}
