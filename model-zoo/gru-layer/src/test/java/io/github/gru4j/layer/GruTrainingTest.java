package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.parallelism.ParallelInference;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.parallelism.inference.InferenceMode;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.profiler.ProfilerConfig;

/** Training with what DL4J offers around a layer. */
class GruTrainingTest {

    private static final int N_IN = 4;
    private static final int CLASSES = 3;
    private static final int TIME = 6;

    @TempDir
    private Path folder;

    @Test
    void lossFallsInAMultiLayerNetwork() {
        var net = network(configuration());
        var data = batch(16, 1);
        double before = net.score(data);

        for (int i = 0; i < 150; i++) {
            net.fit(data);
        }

        // The labels are random: what falls is learnt by heart, through the state.
        assertThat(net.score(data)).isLessThan(0.6 * before);
    }

    @Test
    void aComputationGraphTrainsTheSameNumbers() {
        var net = network(configuration());
        var graph = new ComputationGraph(configuration()
                .graphBuilder()
                .addInputs("in")
                .addLayer("gru", gru(), "in")
                .addLayer("out", output(), "gru")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(N_IN))
                .build());
        graph.init();
        graph.setParams(net.params());
        var data = batch(8, 2);

        for (int i = 0; i < 5; i++) {
            net.fit(data);
            graph.fit(data);
        }

        assertThat(graph.params()).isEqualTo(net.params());
        assertThat(graph.outputSingle(data.getFeatures())).isEqualTo(net.output(data.getFeatures()));
        assertThat(graph.rnnTimeStep(data.getFeatures())[0]).isEqualTo(net.rnnTimeStep(data.getFeatures()));
    }

    @Test
    void earlyStoppingKeepsTheBestNetwork() {
        var data = new ListDataSetIterator<>(List.of(batch(8, 3), batch(8, 4)), 8);
        var stopping = new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
                .scoreCalculator(new DataSetLossCalculator(data, true))
                .modelSaver(new InMemoryModelSaver<>())
                .build();

        var result = new EarlyStoppingTrainer(stopping, network(configuration()), data).fit();

        assertThat(result.getBestModel().score(batch(8, 3)))
                .isLessThan(network(configuration()).score(batch(8, 3)));
    }

    @Test
    void parallelWrapperAveragesReplicas() throws Exception {
        var net = network(configuration());
        var data = new ListDataSetIterator<>(List.of(batch(8, 1), batch(8, 2), batch(8, 3), batch(8, 4)), 8);
        double before = net.score(batch(8, 1));

        try (var wrapper = new ParallelWrapper.Builder<MultiLayerNetwork>(net)
                .workers(2)
                .prefetchBuffer(2)
                .averagingFrequency(1)
                .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
                .build()) {
            for (int epoch = 0; epoch < 20; epoch++) {
                wrapper.fit(data);
            }
        }

        assertThat(net.score(batch(8, 1))).isLessThan(before);
    }

    @Test
    void parallelInferenceGivesTheNetworksOutputs() {
        var net = network(configuration());
        var input = batch(8, 5).getFeatures();
        var inference = new ParallelInference.Builder(net)
                .workers(2)
                .inferenceMode(InferenceMode.BATCHED)
                .batchLimit(16)
                .build();
        try {
            var difference = Nd4j.math().abs(inference.output(input).sub(net.output(input)));
            assertThat(difference.maxNumber().doubleValue()).isLessThan(1e-6);
        } finally {
            inference.shutdown();
        }
    }

    @Test
    void statsListenerSeesEveryParameter() {
        var net = network(configuration());
        var storage = new InMemoryStatsStorage();
        net.setListeners(new StatsListener(storage, 1));

        net.fit(batch(4, 6));

        assertThat(storage.listSessionIDs()).hasSize(1);
    }

    @Test
    void trainingGoesOnFromAFileAsIfItHadNotStopped() throws Exception {
        var net = network(configuration());
        var data = batch(8, 7);
        var normalizer = new NormalizerStandardize();
        normalizer.fit(data);
        for (int i = 0; i < 3; i++) {
            net.fit(data);
        }
        var file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(net, file, true);
        // Not in one call: DL4J 1.0.0-M2.1's writeModel(model, file, true, normalizer) closes its stream too early.
        ModelSerializer.addNormalizerToModel(file, normalizer);

        var read = ModelSerializer.restoreMultiLayerNetwork(file, true);
        net.fit(data);
        read.fit(data);

        assertThat(read.params()).isEqualTo(net.params());
        NormalizerStandardize readNormalizer = ModelSerializer.restoreNormalizerFromFile(file);
        assertThat(readNormalizer).isEqualTo(normalizer);
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspaceMode.class,
            names = {"ENABLED", "NONE"})
    void workspacesDoNotChangeABit(WorkspaceMode mode) {
        var reference = network(configuration());
        var net = network(configuration().trainingWorkspaceMode(mode).inferenceWorkspaceMode(mode));
        var data = batch(5, 8);

        for (int i = 0; i < 5; i++) {
            reference.fit(data);
            net.fit(data);
        }

        assertThat(net.params()).isEqualTo(reference.params());
        assertThat(net.output(data.getFeatures())).isEqualTo(reference.output(data.getFeatures()));
    }

    @Test
    void noArrayIsUsedOutsideItsWorkspace() {
        Nd4j.getExecutioner()
                .setProfilingConfig(
                        ProfilerConfig.builder().checkWorkspaces(true).build());
        try {
            assertThatThrownBy(GruTrainingTest::useAnArrayAfterItsWorkspace).hasMessageContaining("scope");
            for (var net : List.of(
                    network(configuration()),
                    GruNetworks.perStep(
                            new Bidirectional(Bidirectional.Mode.ADD, gru()),
                            InputType.recurrent(N_IN),
                            CLASSES,
                            DataType.FLOAT))) {
                net.fit(batch(4, 9));
                net.output(batch(4, 9).getFeatures());
            }
            var net = network(configuration());
            net.rnnTimeStep(batch(4, 9).getFeatures());
            net.rnnTimeStep(batch(4, 9).getFeatures());
        } finally {
            Nd4j.getExecutioner().setProfilingConfig(ProfilerConfig.builder().build());
        }
    }

    /** What the check must catch, or the test above shows nothing. */
    private static void useAnArrayAfterItsWorkspace() {
        INDArray escaped;
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("GruTrainingTest")) {
            escaped = Nd4j.ones(3);
        }
        escaped.addi(1);
    }

    @Test
    void aCloneIsIndependent() {
        var net = network(configuration());
        var data = batch(4, 10);
        var clone = net.clone();
        var before = clone.output(data.getFeatures());

        net.fit(data);

        assertThat(clone.output(data.getFeatures())).isEqualTo(before);
        assertThat(net.output(data.getFeatures())).isNotEqualTo(before);
    }

    @Test
    void summaryNamesTheLayerAndItsParameters() {
        assertThat(network(configuration()).summary()).contains("GRULayer", "RW:{5,15}", "rb:{1,15}");
    }

    @Test
    void theLayersOwnUpdaterIsUsed() {
        var frozenByRate = new GRU.Builder().nOut(5).updater(new Sgd(0.0)).build();
        var net = network(configuration(), frozenByRate);
        var gru = net.getLayer(0).params().dup();
        var output = net.getLayer(1).params().dup();

        net.fit(batch(4, 11));

        assertThat(net.getLayer(0).params()).isEqualTo(gru);
        assertThat(net.getLayer(1).params()).isNotEqualTo(output);
    }

    @Test
    void biasesHaveTheirOwnUpdater() {
        var net = network(configuration().updater(new Sgd(0.0)).biasUpdater(new Sgd(0.1)));
        var weights = net.getParam("0_W").dup();
        var recurrentBias = net.getParam("0_rb").dup();

        net.fit(batch(4, 12));

        assertThat(net.getParam("0_W")).isEqualTo(weights);
        assertThat(net.getParam("0_rb")).isNotEqualTo(recurrentBias);
    }

    @Test
    void regularisationPullsAtWeightsAndNotAtBiases() {
        // NoOp subtracts the bare gradient: what differs is the penalty alone.
        var plain = network(configuration().updater(new NoOp()));
        var decayed = network(configuration().updater(new NoOp()).l2(0.1));
        decayed.setParams(plain.params());
        double penalty = 0.05 * (squares(plain, "0_W") + squares(plain, "0_RW") + squares(plain, "1_W"));

        assertThat(decayed.calcRegularizationScore(true)).isCloseTo(penalty, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void weightNoiseIsTheSameForwardsAndBackwardsAndGoneInInference() {
        var noisy = network(
                configuration(),
                new GRU.Builder().nOut(5).weightNoise(new GrowingNoise()).build());
        var doubled = network(configuration());
        doubled.setParams(noisy.params());
        var data = batch(4, 13);
        assertThat(noisy.output(data.getFeatures())).isEqualTo(doubled.output(data.getFeatures()));
        doubled.getParam("0_W").muli(2);
        doubled.getParam("0_RW").muli(2);

        for (var net : List.of(noisy, doubled)) {
            net.setInput(data.getFeatures());
            net.setLabels(data.getLabels());
            net.computeGradientAndScore();
        }

        assertThat(noisy.score()).isEqualTo(doubled.score());
        assertThat(noisy.gradient().gradient()).isEqualTo(doubled.gradient().gradient());
    }

    /** Doubles the weights when first asked in training, triples them when asked again: a second draw would show. */
    private static final class GrowingNoise implements IWeightNoise {

        private static final long serialVersionUID = 1L;

        private final Map<String, Integer> factors = new HashMap<>();

        @Override
        public INDArray getParameter(
                Layer layer, String key, int iteration, int epoch, boolean train, LayerWorkspaceMgr workspaceMgr) {
            var param = layer.getParam(key);
            boolean weight = layer.conf()
                    .getLayer()
                    .initializer()
                    .isWeightParam(layer.conf().getLayer(), key);
            return train && weight ? param.mul(factors.merge(key, 2, (old, two) -> old + 1)) : param;
        }

        @Override
        public IWeightNoise clone() {
            return new GrowingNoise();
        }
    }

    private static double squares(MultiLayerNetwork net, String key) {
        double norm = net.getParam(key).norm2Number().doubleValue();
        return norm * norm;
    }

    private static NeuralNetConfiguration.Builder configuration() {
        return GruNetworks.configuration(DataType.FLOAT).updater(new Adam(0.02));
    }

    private static GRU gru() {
        return new GRU.Builder().nOut(5).build();
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.Builder configuration) {
        return network(configuration, gru());
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.Builder configuration, GRU gru) {
        var net = new MultiLayerNetwork(configuration
                .list()
                .layer(gru)
                .layer(output())
                .setInputType(InputType.recurrent(N_IN))
                .build());
        net.init();
        return net;
    }

    private static DataSet batch(int size, int seed) {
        var random = new Random(seed);
        return new DataSet(
                GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, size, N_IN, TIME),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, size, CLASSES, TIME));
    }
}
