package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Dropout, L2 and weights of classes, as every cell has them. */
class RegularisationTest {

    private static final int IN = 2;
    private static final int HIDDEN = 2;
    private static final int BATCH = 2;
    private static final int TIME = 3;

    /** DL4J makes some of its arrays in the default type, whatever the network's. */
    @BeforeEach
    void inDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterEach
    void inFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    /** Dropout changes its input in place: what a layer below still needs for its way back must not be that. */
    @ParameterizedTest
    @EnumSource
    void gradientsWithDropoutL2AndWeightsAreThoseOfTheLoss(CellType cell) {
        var network = inDouble(classifier(cell)
                .layers(2)
                .dropout(0.4)
                .l2(0.05)
                .classWeights(List.of(0.5, 2.0))
                .build());
        INDArray labels = Nd4j.zeros(BATCH, 2);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        assertThat(gradientsAreRight(network, labels)).as("%s", cell).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void gradientsOfALanguageModelAreThoseOfTheLoss(CellType cell) {
        var network = inDouble(new SequenceLanguageModel.Builder()
                .features(IN)
                .cell(cell)
                .hidden(HIDDEN)
                .updater(new NoOp())
                .clipNorm(0)
                .layers(2)
                .dropout(0.4)
                .outputs(3)
                .build());
        INDArray labels = Nd4j.zeros(BATCH, 3, TIME);
        for (int i = 0; i < BATCH; i++) {
            for (int t = 0; t < TIME; t++) {
                labels.putScalar(i, (i + t) % 3, t, 1);
            }
        }
        assertThat(gradientsAreRight(network, labels)).as("%s", cell).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void l2CountsEveryWeightThatIsNoBias(CellType cell) {
        MultiLayerNetwork network = classifier(cell).l2(0.1).build().init();
        double squares = Arrays.stream(network.getLayers())
                .flatMap(layer -> layer.paramTable(false).entrySet().stream())
                .filter(parameter -> !parameter.getKey().endsWith("b"))
                .mapToDouble(parameter -> parameter
                        .getValue()
                        .mul(parameter.getValue())
                        .sumNumber()
                        .doubleValue())
                .sum();
        assertThat(network.calcRegularizationScore(false)).isCloseTo(0.05 * squares, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void dropoutIsForTrainingAlone(CellType cell) {
        MultiLayerNetwork with = classifier(cell).layers(2).dropout(0.5).build().init();
        MultiLayerNetwork without = classifier(cell).layers(2).build().init();
        assertThat(with.output(features())).isEqualTo(without.output(features()));
        assertThat(with.output(features(), true)).isNotEqualTo(without.output(features(), true));
    }

    @Test
    void aWeightForEachClassIsNeeded() {
        assertThatThrownBy(() ->
                        classifier(CellType.GRU).classWeights(List.of(1.0)).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a weight for each of 2 classes, found 1");
    }

    private static SequenceClassifier.Builder classifier(CellType cell) {
        return new SequenceClassifier.Builder()
                .features(IN)
                .cell(cell)
                .hidden(HIDDEN)
                .updater(new NoOp())
                .clipNorm(0)
                .classes(2);
    }

    private static INDArray features() {
        Nd4j.getRandom().setSeed(11);
        return Nd4j.rand(BATCH, IN, TIME).subi(0.5);
    }

    private static MultiLayerNetwork inDouble(SequenceNetwork network) {
        var conf = network.conf();
        conf.setDataType(DataType.DOUBLE);
        conf.getConfs().forEach(layer -> layer.setDataType(DataType.DOUBLE));
        var doubles = new MultiLayerNetwork(conf);
        doubles.init();
        return doubles;
    }

    private static boolean gradientsAreRight(MultiLayerNetwork network, INDArray labels) {
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .input(features())
                .labels(labels)
                // The same values are dropped at every pass.
                .callEachIter(net -> Nd4j.getRandom().setSeed(5)));
    }
}
