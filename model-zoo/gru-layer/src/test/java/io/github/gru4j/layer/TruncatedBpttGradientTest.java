package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Under truncated backpropagation through time the gradient of a segment is the numeric gradient of the segment's loss with the
 * carried state fixed. For DL4J's own LSTM it is not: DL4J 1.0.0-M2.1 differentiates every segment as if it began from zeros.
 */
@ExtendWith(DoublePrecision.class)
class TruncatedBpttGradientTest {

    private static final int BATCH = 2;
    private static final int N_IN = 3;
    private static final int N_OUT = 4;
    private static final int CLASSES = 3;
    private static final int SEGMENTS = 3;
    private static final double MAX_RELATIVE_ERROR = 1e-5;

    @ParameterizedTest(name = "segments of {0} steps")
    @ValueSource(ints = {1, 3})
    void gruGradientOfEverySegmentIsRight(int length) {
        for (boolean resetAfter : List.of(true, false)) {
            var gru = new GRU.Builder().nOut(N_OUT).resetAfter(resetAfter).build();
            for (var error : errorsBySegment(gru, length)) {
                assertThat(error).isLessThan(MAX_RELATIVE_ERROR);
            }
        }
    }

    @Test
    void lstmGradientIsRightInTheFirstSegmentOnly() {
        var lstm = new LSTM.Builder().nOut(N_OUT).activation(Activation.TANH).build();

        var errors = errorsBySegment(lstm, 3);

        assertThat(errors.get(0)).isLessThan(MAX_RELATIVE_ERROR);
        assertThat(errors.subList(1, SEGMENTS))
                .allSatisfy(error -> assertThat(error).isGreaterThan(0.01));
    }

    @Test
    void aComputationGraphGivesTheSameGradients() {
        var random = new Random(22);
        var net = network(new GRU.Builder().nOut(N_OUT).build(), 2);
        GruNetworks.randomise(net, random);
        var graph = new ComputationGraph(configuration()
                .graphBuilder()
                .addInputs("in")
                .addLayer("gru", new GRU.Builder().nOut(N_OUT).build(), "in")
                .addLayer("out", output(), "gru")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(N_IN))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
        graph.init();
        graph.setParams(net.params());
        var data = new DataSet(
                GruNetworks.input(random, DataType.DOUBLE, RNNFormat.NCW, BATCH, N_IN, 6),
                GruNetworks.stepLabels(random, DataType.DOUBLE, RNNFormat.NCW, BATCH, CLASSES, 6));
        var ofNet = new GradientRecorder();
        var ofGraph = new GradientRecorder();
        net.setListeners(ofNet);
        graph.setListeners(ofGraph);

        net.fit(data);
        graph.fit(data);

        assertThat(ofGraph.recorded).hasSize(3).isEqualTo(ofNet.recorded);
    }

    /** Trains on one sequence in segments; gives, for each, the largest relative error of its parameter gradient. */
    private static List<Double> errorsBySegment(BaseRecurrentLayer layer, int length) {
        var random = new Random(21);
        var net = network(layer, length);
        GruNetworks.randomise(net, random);
        int time = SEGMENTS * length;
        var input = GruNetworks.input(random, DataType.DOUBLE, RNNFormat.NCW, BATCH, N_IN, time);
        var labels = GruNetworks.stepLabels(random, DataType.DOUBLE, RNNFormat.NCW, BATCH, CLASSES, time);
        var gradients = new GradientRecorder();
        net.setListeners(gradients);
        net.fit(new DataSet(input, labels));
        assertThat(gradients.recorded).hasSize(SEGMENTS);

        var probe = net.clone();
        var errors = new ArrayList<Double>();
        Map<String, INDArray> carried = Map.of();
        for (int s = 0; s < SEGMENTS; s++) {
            var part = NDArrayIndex.interval(s * length, (s + 1) * length);
            var x = input.get(NDArrayIndex.all(), NDArrayIndex.all(), part).dup();
            var y = labels.get(NDArrayIndex.all(), NDArrayIndex.all(), part).dup();
            var state = carried;
            errors.add(NumericGradient.maxRelativeError(
                    probe.params(), gradients.recorded.get(s), () -> loss(probe, state, x, y)));
            loss(probe, state, x, y);
            carried = ((RecurrentLayer) probe.getLayer(0)).rnnGetPreviousState();
        }
        return errors;
    }

    /** Cross-entropy summed over batch and time, as DL4J's gradients are before the updater; leaves the state after x. */
    private static double loss(MultiLayerNetwork net, Map<String, INDArray> state, INDArray x, INDArray y) {
        net.rnnClearPreviousState();
        net.rnnSetPreviousState(0, state);
        return -Nd4j.math().log(net.rnnTimeStep(x)).mul(y).sumNumber().doubleValue();
    }

    private static MultiLayerNetwork network(BaseRecurrentLayer layer, int length) {
        var net = new MultiLayerNetwork(configuration()
                .list()
                .layer(layer)
                .layer(output())
                .setInputType(InputType.recurrent(N_IN))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(length)
                .build());
        net.init();
        return net;
    }

    /** A learning rate of zero, so that all segments see the same parameters (NoOp subtracts the bare gradient). */
    private static NeuralNetConfiguration.Builder configuration() {
        return GruNetworks.configuration(DataType.DOUBLE).updater(new Sgd(0.0));
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static final class GradientRecorder extends BaseTrainingListener {

        private final List<INDArray> recorded = new ArrayList<>();

        @Override
        public void onGradientCalculation(Model model) {
            try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                recorded.add(model.gradient().gradient().dup());
            }
        }
    }
}
