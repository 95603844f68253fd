package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

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

    /** Every cell with the usual kind, and every kind with each class of layers. */
    static Stream<Arguments> cellsAndKinds() {
        var ofEachClass = List.of(CellType.GRU, CellType.SIMPLE_RNN, CellType.BIDIRECTIONAL_LSTM);
        return Stream.of(CellType.values()).flatMap(cell -> Stream.of(DropoutKind.values())
                .filter(kind -> kind == DropoutKind.STANDARD || ofEachClass.contains(cell))
                .map(kind -> Arguments.of(cell, kind)));
    }

    static Stream<Arguments> forwardCellsAndKinds() {
        return cellsAndKinds().filter(arguments -> !((CellType) arguments.get()[0]).bidirectional());
    }

    /** Dropout changes its input in place: what a layer below still needs for its way back must not be that. */
    @ParameterizedTest
    @MethodSource("cellsAndKinds")
    void gradientsWithDropoutL2AndWeightsAreThoseOfTheLoss(CellType cell, DropoutKind kind) {
        var network = inDouble(classifier(cell)
                .layers(2)
                .dropout(0.4)
                .dropoutKind(kind)
                .l2(0.05)
                .classWeights(List.of(0.5, 2.0))
                .build());
        assertThat(gradientsAreRight(network, classes())).as("%s", cell).isTrue();
    }

    @Test
    void gradientsOfOtherLossesAreThoseOfTheLoss() {
        assertThat(gradientsAreRight(
                        inDouble(classifier(CellType.GRU).loss(LossFunction.MSE).build()), classes()))
                .isTrue();
        var forecaster = inDouble(new SequenceForecaster.Builder()
                .features(IN)
                .cell(CellType.GRU)
                .hidden(HIDDEN)
                .updater(new NoOp())
                .clipNorm(0)
                .outputs(2)
                .loss(LossFunction.MEAN_ABSOLUTE_ERROR)
                .build());
        assertThat(gradientsAreRight(forecaster, classes().muli(3))).isTrue();
    }

    private static INDArray classes() {
        INDArray labels = Nd4j.zeros(BATCH, 2);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return labels;
    }

    @ParameterizedTest
    @MethodSource("forwardCellsAndKinds")
    void gradientsOfALanguageModelAreThoseOfTheLoss(CellType cell, DropoutKind kind) {
        var network = inDouble(new SequenceLanguageModel.Builder()
                .features(IN)
                .cell(cell)
                .hidden(HIDDEN)
                .updater(new NoOp())
                .clipNorm(0)
                .layers(2)
                .dropout(0.4)
                .dropoutKind(kind)
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
    @MethodSource("cellsAndKinds")
    void dropoutIsForTrainingAlone(CellType cell, DropoutKind kind) {
        MultiLayerNetwork with = classifier(cell)
                .layers(2)
                .dropout(0.5)
                .dropoutKind(kind)
                .build()
                .init();
        MultiLayerNetwork without = classifier(cell).layers(2).build().init();
        assertThat(with.output(features())).isEqualTo(without.output(features()));
        assertThat(with.output(features(), true)).isNotEqualTo(without.output(features(), true));
    }

    @ParameterizedTest
    @EnumSource(names = "ALPHA", mode = EnumSource.Mode.EXCLUDE)
    void dropoutKeepsTheMeanAndDropsTheShareGiven(DropoutKind kind) {
        int rows = 400;
        INDArray ones = Nd4j.ones(rows, 20, 5);
        INDArray dropped = dropped(kind.between(0.3), ones);
        double wanted = 0.3 / 0.7;
        assertThat(dropped.meanNumber().doubleValue()).isCloseTo(1, within(0.03));
        // 0 and 1 / 0.7 in the right shares have the variance that the Gaussian is given.
        assertThat(dropped.varNumber().doubleValue()).isCloseTo(wanted, within(0.03));
        INDArray alongTime = dropped.std(false, 2);
        assertThat(alongTime.maxNumber().doubleValue() == 0)
                .as("whole features")
                .isEqualTo(kind == DropoutKind.SPATIAL);
        INDArray last = Nd4j.ones(rows, 20);
        assertThat(dropped(kind.beforeOutput(0.3), last).varNumber().doubleValue())
                .isCloseTo(wanted, within(0.03));
    }

    @Test
    void alphaDropoutKeepsMeanAndVarianceOfNormalisedValues() {
        INDArray values = Nd4j.randn(400, 20, 5);
        INDArray dropped = dropped(DropoutKind.ALPHA.between(0.3), values.dup());
        assertThat(dropped.meanNumber().doubleValue()).isCloseTo(0, within(0.03));
        assertThat(dropped.varNumber().doubleValue()).isCloseTo(1, within(0.03));
        // A dropped value is the same for all: a (-lambda alpha) + b.
        double lowest = dropped.minNumber().doubleValue();
        assertThat(dropped).isNotEqualTo(values);
        assertThat(lowest).isLessThan(-1);
    }

    private static INDArray dropped(IDropout dropout, INDArray values) {
        return dropout.applyDropout(values, values.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
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
