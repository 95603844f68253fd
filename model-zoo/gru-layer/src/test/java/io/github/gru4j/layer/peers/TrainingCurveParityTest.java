package io.github.gru4j.layer.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.gru4j.layer.MaskMode;
import io.github.gru4j.layer.TestSeed;
import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruSizes;
import io.github.gru4j.peers.Libtorch;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Loss curves against libtorch's GRU from the same weights on the same batch: regression on the running mean of the input. */
class TrainingCurveParityTest {

    private static final int STEPS = 100;
    private static final double LIMIT_PERCENT = 0.1;
    private static final GruOptions OPTIONS = new GruOptions(true, GruOptions.Direction.FORWARD, true, false, false);
    private static final GruSizes SIZES = new GruSizes(16, 2, 9, 12);

    @BeforeEach
    void load() {
        NativePeer.require("libtorch", Libtorch::load);
    }

    @Test
    void sgdCurvesAgree() {
        float rate = 0.02f;
        curvesAgree(
                "SGD",
                new Sgd(rate),
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(rate)).build());
    }

    @Test
    void adamCurvesAgree() {
        float rate = 0.01f;
        float epsilon = 1e-8f;
        // Both add epsilon to the root of the second moment before its bias is corrected.
        curvesAgree(
                "Adam",
                new Adam(rate, 0.9, 0.999, epsilon),
                Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(rate))
                        .optBeta1(0.9f)
                        .optBeta2(0.999f)
                        .optEpsilon(epsilon)
                        .build());
    }

    private static void curvesAgree(String name, IUpdater updater, Optimizer optimiser) {
        var random = new Random(TestSeed.of(TrainingCurveParityTest.class));
        var problem = GruProblem.draw(OPTIONS, SIZES, DataType.FLOAT, random);
        var labels = runningMeans(problem.input());
        var net = network(problem, updater);
        var output = net.getLayer(1).paramTable();
        output.get("b").assign(GruProblem.normal(random, DataType.FLOAT, 0.1, 1, SIZES.nIn()));

        double first = 0;
        double last = 0;
        double worst = 0;
        try (var peer = new LibtorchRegression(problem, output.get("W"), output.get("b"), labels, optimiser)) {
            for (int step = 0; step < STEPS; step++) {
                net.fit(new DataSet(problem.input(), labels));
                last = peer.step();
                assertThat(net.score())
                        .as("%s, loss of step %d", name, step)
                        .isCloseTo(last, withinPercentage(LIMIT_PERCENT));
                worst = Math.max(worst, Math.abs(net.score() - last) / last);
                first = step == 0 ? last : first;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "TrainingCurveParityTest: %s, loss %.3f to %.3f in %d steps, worst relative difference %.1e%n",
                name,
                first,
                last,
                STEPS,
                worst);
        assertThat(last)
                .as("%s must have learnt for its curve to say anything", name)
                .isLessThan(0.5 * first);
    }

    private static MultiLayerNetwork network(GruProblem p, IUpdater updater) {
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(updater)
                .list()
                .layer(Dl4jGru.gru(p, MaskMode.ZERO))
                .layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(SIZES.nIn())
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(SIZES.nIn(), SIZES.time()))
                .build());
        net.init();
        Dl4jGru.assign(p, p.cells().get(0), "", net.getLayer(0).paramTable());
        return net;
    }

    private static INDArray runningMeans(INDArray input) {
        var means = input.cumsum(2);
        for (int t = 0; t < SIZES.time(); t++) {
            means.tensorAlongDimension(t, 0, 1).divi(t + 1);
        }
        return means;
    }
}
