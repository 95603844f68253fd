package io.github.gru4j.layer.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import io.github.gru4j.layer.FastKernel;
import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.GRUParamInitializer;
import io.github.gru4j.layer.kernel.GruParams;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed weights are kept as long as a network's parameters are the same, and no longer. */
class WeightsTest {

    /** Not a multiple of a vector's width: for these oneDNN has layouts for one size of batch alone. */
    private static final int SIZE = 100;

    /** Written over packed weights: where it is still to be read, nothing was packed again. */
    private static final float MARK = 1234.5f;

    @BeforeAll
    static void requireTheFastKernel() {
        FastKernel.require();
    }

    @Test
    void equalCallsPackOnce() {
        var params = params(network());
        var weights = new Weights(cell());
        var pass = GruPass.forward(cell(), 2, 3, false);

        mark(weights, pass, params, false);

        for (int call = 0; call < 3; call++) {
            assertThat(packed(weights, pass, params, false)).containsExactly(MARK, MARK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "RW", "b", "rb"})
    void anyElementOfAnyParameterCounts(String key) {
        var net = network();
        var params = params(net);
        var weights = new Weights(cell());
        var pass = GruPass.forward(cell(), 2, 3, false);
        var view = net.getLayer(0).getParam(key);

        for (long element : new long[] {0, view.length() / 2, view.length() - 1}) {
            mark(weights, pass, params, false);
            view.putScalar(element, view.getFloat(element) + 1e-6f);
            assertThat(packed(weights, pass, params, false)).doesNotContain(MARK);
        }
    }

    @Test
    void everyWayToWriteParametersCounts() {
        var net = network();
        var weights = new Weights(cell());
        var pass = GruPass.forward(cell(), 2, 3, false);
        List<Consumer<MultiLayerNetwork>> ways = List.of(
                n -> n.params().addi(0.01),
                n -> n.setParams(n.params().mul(0.5)),
                n -> n.setParam("0_RW", n.getParam("0_RW").add(0.25)),
                n -> n.getLayer(0).setParams(n.getLayer(0).params().add(0.1)));

        for (var way : ways) {
            mark(weights, pass, params(net), false);
            way.accept(net);
            assertThat(packed(weights, pass, params(net), false)).doesNotContain(MARK);
        }
    }

    /** An updater writes between a network's passes of training, and nothing says where. */
    @Test
    void trainingPacksInEveryCall() {
        var params = params(network());
        var weights = new Weights(cell());
        var pass = GruPass.forward(cell(), 2, 3, true);

        mark(weights, pass, params, true);
        assertThat(packed(weights, pass, params, true)).doesNotContain(MARK);
        mark(weights, pass, params, true);
        assertThat(packed(weights, pass, params, false))
                .as("inference after it")
                .doesNotContain(MARK);
    }

    /**
     * A pass asks for its two sets of weights one after the other. Here the second has to be packed, and the place that it takes
     * must not be that of the first, however long ago that was packed.
     */
    @Test
    void makingRoomDoesNotDropWhatThePassWasJustGiven() {
        var params = params(network());
        var weights = new Weights(cell());
        // Small batches share their recurrent weights, which are packed early and go early; larger ones share nothing.
        var batches = IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 3, 4, 17, 5, 18, 6, 19, 7, 8, 20, 9);
        batches.forEach(rows -> {
            var pass = GruPass.forward(cell(), rows, 1, false);
            assertThat(packed(weights, pass, params, false))
                    .as("batch of %d", rows)
                    .isEqualTo(packed(new Weights(cell()), pass, params, false));
        });
    }

    private static void mark(Weights weights, GruPass pass, GruParams params, boolean training) {
        weights.use(params, training);
        at(weights.of(pass, DNNL_ARG_WEIGHTS_LAYER)).put(MARK);
        at(weights.of(pass, DNNL_ARG_WEIGHTS_ITER)).put(MARK);
        weights.release();
    }

    /** The first float of the weights of each argument, both got before either is read. */
    private static float[] packed(Weights weights, GruPass pass, GruParams params, boolean training) {
        weights.use(params, training);
        long layer = weights.of(pass, DNNL_ARG_WEIGHTS_LAYER);
        long iter = weights.of(pass, DNNL_ARG_WEIGHTS_ITER);
        weights.release();
        try {
            return new float[] {at(layer).get(), at(iter).get()};
        } finally {
            // The addresses alone do not keep it.
            Reference.reachabilityFence(weights);
        }
    }

    private static FloatPointer at(long address) {
        return new FloatPointer(new Address().at(address));
    }

    private static CellSize cell() {
        return new CellSize(SIZE, SIZE, true);
    }

    /** As a layer hands them to its kernel. */
    private static GruParams params(MultiLayerNetwork net) {
        Layer layer = net.getLayer(0);
        return new GruParams(
                layer.getParam(GRUParamInitializer.INPUT_WEIGHT_KEY),
                layer.getParam(GRUParamInitializer.RECURRENT_WEIGHT_KEY),
                layer.getParam(GRUParamInitializer.BIAS_KEY),
                layer.getParam(GRUParamInitializer.RECURRENT_BIAS_KEY));
    }

    private static MultiLayerNetwork network() {
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new GRU.Builder().nOut(SIZE).build())
                .layer(new RnnOutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(SIZE))
                .build());
        net.init();
        return net;
    }
}
