package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that answer at every step: ragged minibatches, and what a step may see. */
class EveryStepTest {

    private static final int[] LENGTHS = {6, 1, 4};
    private static final int IN = 2;
    private static final int OUT = 3;
    private static final int TIME = 6;

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_LSTM", mode = EnumSource.Mode.EXCLUDE)
    void aLabellerPredictsRaggedSequencesAsAlone(CellType cell) {
        for (int layers = 1; layers <= 2; layers++) {
            assertAlikeAlone(labeller(cell).layers(layers).build().init(), cell + ", " + layers + " layers, sequence ");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_LSTM", mode = EnumSource.Mode.EXCLUDE)
    void aLabellerDoesNotTrainOnPadding(CellType cell) {
        MultiLayerNetwork one = labeller(cell).build().init();
        MultiLayerNetwork two = labeller(cell).build().init();
        assertPaddingDoesNotMatter(one, two);
    }

    /** Three sequences of a minibatch weigh what they weigh one by one: the loss is the sum over their own steps. */
    /** Should this fail one day, DL4J has mended it; then say so in CellType and in the README, and drop the exceptions here. */
    @Test
    void dl4jsBidirectionalLstmReadsPadding() {
        MultiLayerNetwork network =
                labeller(CellType.BIDIRECTIONAL_LSTM).build().init();
        DataSet data = ragged(9);
        INDArray together =
                network.output(data.getFeatures(), false, data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        INDArray alone = network.output(own(data.getFeatures(), 1));
        assertThat(own(together, 1).sub(alone).amaxNumber().doubleValue()).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_LSTM", mode = EnumSource.Mode.EXCLUDE)
    void theLossOfALabellerIsThatOfTheStepsThatAreThere(CellType cell) {
        MultiLayerNetwork network = labeller(cell).build().init();
        DataSet data = ragged(0);
        double sum = 0;
        for (int i = 0; i < LENGTHS.length; i++) {
            sum += network.score(new DataSet(own(data.getFeatures(), i), own(data.getLabels(), i)));
        }
        assertThat(network.score(data)).isCloseTo(sum / LENGTHS.length, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void aForecasterOfEveryStepSeesTheStepsSoFar(CellType cell) {
        MultiLayerNetwork network = forecaster(cell).build().init();
        INDArray features = ragged(0).getFeatures();
        INDArray whole = network.output(features);
        assertThat(whole.shape()).containsExactly(LENGTHS.length, OUT, TIME);
        INDArray beginning =
                network.output(features.get(all(), all(), interval(0, 4)).dup());
        assertClose(beginning, whole.get(all(), all(), interval(0, 4)), "the first four steps");
        assertAlikeAlone(network, cell + ", sequence ");
        assertPaddingDoesNotMatter(
                forecaster(cell).build().init(), forecaster(cell).build().init());
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void aForecasterOfEveryStepLearnsSeveralHorizons(CellType cell) {
        MultiLayerNetwork network = new SequenceForecaster.Builder()
                .features(1)
                .cell(cell)
                .hidden(8)
                .outputs(1)
                .horizons(2)
                .everyStep(true)
                .learningRate(0.02)
                .build()
                .init();
        INDArray wave = Nd4j.zeros(4, 1, 22);
        for (int i = 0; i < 4; i++) {
            for (int t = 0; t < 22; t++) {
                wave.putScalar(i, 0, t, Math.sin(0.6 * t + i));
            }
        }
        INDArray next =
                Nd4j.concat(1, wave.get(all(), all(), interval(1, 21)), wave.get(all(), all(), interval(2, 22)));
        var data = new DataSet(wave.get(all(), all(), interval(0, 20)).dup(), next);
        double before = network.score(data);
        for (int i = 0; i < 150; i++) {
            network.fit(data);
        }
        assertThat(network.score(data)).isLessThan(0.1 * before);
        INDArray last = network.output(data.getFeatures()).get(all(), all(), point(19));
        assertThat(last.sub(next.get(all(), all(), point(19))).amaxNumber().doubleValue())
                .isLessThan(0.4);
    }

    @Test
    void aForecastIsAsWideAsItsTargetsAndHorizons() {
        var builder = new SequenceForecaster.Builder()
                .features(IN)
                .cell(CellType.BIDIRECTIONAL_GRU)
                .hidden(4)
                .outputs(3)
                .horizons(5);
        assertThat(builder.build().init().output(ragged(0).getFeatures()).shape())
                .containsExactly(LENGTHS.length, 15);
        assertThatThrownBy(() -> builder.horizons(0)).hasMessage("expected horizons of at least 1, found 0");
    }

    @Test
    void aForecastOfEveryStepMustNotReadFromTheEnd() {
        assertThatThrownBy(() -> forecaster(CellType.BIDIRECTIONAL_GRU).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bidirectional-gru")
                .hasMessageContaining("would see what each step is to forecast")
                .hasMessageContaining("everyStep(false)");
    }

    private static void assertAlikeAlone(MultiLayerNetwork network, String what) {
        DataSet data = ragged(9);
        INDArray together =
                network.output(data.getFeatures(), false, data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        for (int i = 0; i < LENGTHS.length; i++) {
            assertClose(own(together, i), network.output(own(data.getFeatures(), i)), what + i);
        }
    }

    private static void assertPaddingDoesNotMatter(MultiLayerNetwork one, MultiLayerNetwork two) {
        for (int i = 0; i < 3; i++) {
            one.fit(ragged(0));
            two.fit(ragged(5));
        }
        assertClose(one.params(), two.params(), "parameters");
    }

    private static INDArray own(INDArray array, int sequence) {
        return array.get(interval(sequence, sequence + 1), all(), interval(0, LENGTHS[sequence]))
                .dup();
    }

    private static void assertClose(INDArray actual, INDArray expected, String what) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(what).isLessThan(1e-5);
    }

    /** One-hot answers, and this value in the padding of inputs and answers. */
    private static DataSet ragged(double padding) {
        Nd4j.getRandom().setSeed(3);
        INDArray features = Nd4j.rand(LENGTHS.length, IN, TIME).subi(0.5);
        INDArray labels = Nd4j.zeros(LENGTHS.length, OUT, TIME);
        INDArray mask = Nd4j.zeros(LENGTHS.length, TIME);
        for (int i = 0; i < LENGTHS.length; i++) {
            for (int t = 0; t < TIME; t++) {
                boolean there = t < LENGTHS[i];
                mask.putScalar(i, t, there ? 1 : 0);
                labels.putScalar(i, (i + t) % OUT, t, there ? 1 : padding);
                for (int feature = 0; feature < IN && !there; feature++) {
                    features.putScalar(i, feature, t, padding);
                }
            }
        }
        return new DataSet(features, labels, mask, mask.dup());
    }

    private static SequenceLabeller.Builder labeller(CellType cell) {
        return new SequenceLabeller.Builder().features(IN).cell(cell).hidden(4).classes(OUT);
    }

    private static SequenceForecaster.Builder forecaster(CellType cell) {
        return new SequenceForecaster.Builder()
                .features(IN)
                .cell(cell)
                .hidden(4)
                .outputs(OUT)
                .everyStep(true);
    }
}
