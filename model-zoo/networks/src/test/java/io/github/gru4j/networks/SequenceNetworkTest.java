package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SequenceNetworkTest {

    private static final int VOCABULARY = 7;
    private static final int EMBEDDING = 3;
    private static final int HIDDEN = 5;
    private static final int CLASSES = 2;

    @ParameterizedTest
    @EnumSource
    void aClassifierLearns(CellType cell) {
        MultiLayerNetwork network = classifier(cell).learningRate(0.01).build().init();
        assertLearns(network, tokens(new Random(3), 8, 6));
    }

    @ParameterizedTest
    @EnumSource
    void aForecasterLearns(CellType cell) {
        MultiLayerNetwork network = new SequenceForecaster.Builder()
                .features(2)
                .cell(cell)
                .hidden(HIDDEN)
                .outputs(2)
                .learningRate(0.01)
                .build()
                .init();
        Nd4j.getRandom().setSeed(5);
        INDArray features = Nd4j.rand(8, 2, 5);
        var data = new DataSet(features, features.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(2)));
        assertLearns(network, data);
    }

    private static void assertLearns(MultiLayerNetwork network, DataSet data) {
        double before = network.score(data);
        for (int i = 0; i < 60; i++) {
            network.fit(data);
        }
        assertThat(network.score(data)).isLessThan(0.5 * before);
    }

    @ParameterizedTest
    @EnumSource
    void paddedAndMaskedEqualsUnpadded(CellType cell) {
        for (int layers = 1; layers <= 2; layers++) {
            MultiLayerNetwork network = classifier(cell).layers(layers).build().init();
            DataSet ragged = tokens(new Random(4), 6, 7);
            INDArray together = network.output(ragged.getFeatures(), false, ragged.getFeaturesMaskArray(), null);
            for (int i = 0; i < 6; i++) {
                int length = ragged.getFeaturesMaskArray().getRow(i).sumNumber().intValue();
                INDArray alone = ragged.getFeatures()
                        .get(NDArrayIndex.interval(i, i + 1), NDArrayIndex.all(), NDArrayIndex.interval(0, length))
                        .dup();
                double difference = network.output(alone)
                        .sub(together.getRow(i, true))
                        .amaxNumber()
                        .doubleValue();
                assertThat(difference)
                        .as("%s, %d layers, sequence %d of length %d", cell, layers, i, length)
                        .isLessThan(1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsInThePaddingDoesNotMatterToTraining(CellType cell) {
        DataSet data = tokens(new Random(5), 6, 7);
        DataSet other = data.copy();
        INDArray padding = other.getFeaturesMaskArray().rsub(1).reshape(6, 1, 7);
        other.getFeatures().addi(padding.mul(VOCABULARY - 1));
        MultiLayerNetwork one = classifier(cell).build().init();
        MultiLayerNetwork two = classifier(cell).build().init();
        for (int i = 0; i < 3; i++) {
            one.fit(data);
            two.fit(other);
        }
        assertThat(one.params().sub(two.params()).amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void parameterCountsFollowTheFormulas(CellType cell) {
        long h = HIDDEN;
        long n = EMBEDDING;
        long one =
                switch (cell) {
                    case GRU, BIDIRECTIONAL_GRU -> 3 * h * (n + h + 2);
                    case LSTM, BIDIRECTIONAL_LSTM -> 4 * h * (n + h + 1);
                    case SIMPLE_RNN, BIDIRECTIONAL_SIMPLE_RNN -> h * (n + h + 1);
                };
        long recurrent = cell.bidirectional() ? 2 * one : one;
        long rest = VOCABULARY * EMBEDDING + (cell.outputSize(HIDDEN) + 1L) * CLASSES;
        assertThat(classifier(cell).build().init().numParams()).isEqualTo(recurrent + rest);
    }

    @ParameterizedTest
    @EnumSource
    void comesBackFromJson(CellType cell) {
        MultiLayerConfiguration conf = classifier(cell).layers(2).build().conf();
        MultiLayerConfiguration back = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(back.toJson()).isEqualTo(conf.toJson());
        var one = new MultiLayerNetwork(conf);
        one.init();
        var two = new MultiLayerNetwork(back);
        two.init();
        assertThat(two.params()).isEqualTo(one.params());
    }

    @ParameterizedTest
    @EnumSource
    void everyLayerIsClipped(CellType cell) {
        MultiLayerNetwork network = classifier(cell).clipNorm(0.25).build().init();
        for (var layer : network.getLayers()) {
            assertThat(layer.getConfig().getGradientNormalization()).isEqualTo(GradientNormalization.ClipL2PerLayer);
            assertThat(layer.getConfig().getGradientNormalizationThreshold()).isEqualTo(0.25);
        }
    }

    @Test
    void theSeedDecidesTheWeights() {
        INDArray one = classifier(CellType.LSTM).seed(1).build().init().params();
        assertThat(classifier(CellType.LSTM).seed(1).build().init().params()).isEqualTo(one);
        assertThat(classifier(CellType.LSTM).seed(2).build().init().params()).isNotEqualTo(one);
    }

    @Test
    void theLearningRateIsThatOfEveryCell() {
        for (CellType cell : CellType.values()) {
            var updaters = classifier(cell).learningRate(0.0125).build().init();
            for (var layer : updaters.getLayers()) {
                for (String name : layer.paramTable().keySet()) {
                    assertThat(layer.getConfig().getUpdaterByParam(name).getLearningRate(0, 0))
                            .as("%s %s", cell, name)
                            .isCloseTo(0.0125, within(1e-12));
                }
            }
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new SequenceClassifier.Builder()
                        .cell(CellType.LSTM)
                        .hidden(3)
                        .classes(2)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("SequenceClassifier needs tokens or features: not given to its builder");
        assertThatThrownBy(() -> new SequenceClassifier.Builder()
                        .features(2)
                        .hidden(3)
                        .classes(2)
                        .build())
                .hasMessageContaining("cell");
        assertThatThrownBy(() -> new SequenceClassifier.Builder()
                        .features(2)
                        .cell(CellType.LSTM)
                        .classes(2)
                        .build())
                .hasMessageContaining("hidden");
        assertThatThrownBy(() -> new SequenceClassifier.Builder()
                        .features(2)
                        .cell(CellType.LSTM)
                        .hidden(2)
                        .build())
                .hasMessageContaining("classes");
        assertThatThrownBy(() -> new SequenceForecaster.Builder()
                        .features(2)
                        .cell(CellType.LSTM)
                        .hidden(2)
                        .build())
                .hasMessage("SequenceForecaster needs outputs: not given to its builder");
        assertThatThrownBy(() -> new SequenceLabeller.Builder()
                        .features(2)
                        .cell(CellType.LSTM)
                        .hidden(2)
                        .build())
                .hasMessage("SequenceLabeller needs classes: not given to its builder");
    }

    @Test
    void theEmbeddingBeginsWithTheVectorsGiven() {
        INDArray vectors = Nd4j.rand(VOCABULARY, EMBEDDING);
        MultiLayerNetwork network =
                classifier(CellType.GRU).tokens(vectors).build().init();
        assertThat(network.getLayer(0).getParam("W")).isEqualTo(vectors);
        DataSet data = tokens(new Random(3), 8, 6);
        for (int i = 0; i < 3; i++) {
            network.fit(data);
        }
        assertThat(network.getLayer(0).getParam("W")).isNotEqualTo(vectors);
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void aLanguageModelLearnsAndGoesOnStepByStep(CellType cell) {
        MultiLayerNetwork network = languageModel(cell).build().init();
        INDArray features = Nd4j.zeros(2, 1, 6);
        INDArray labels = Nd4j.zeros(2, VOCABULARY, 6);
        for (int i = 0; i < 2; i++) {
            for (int t = 0; t < 6; t++) {
                features.putScalar(i, 0, t, (i + t) % VOCABULARY);
                labels.putScalar(i, (i + t + 1) % VOCABULARY, t, 1);
            }
        }
        assertLearns(network, new DataSet(features, labels));

        INDArray whole = network.output(features);
        assertThat(whole.shape()).containsExactly(2, VOCABULARY, 6);
        for (int t = 0; t < 6; t++) {
            var step = NDArrayIndex.interval(t, t + 1);
            INDArray next = network.rnnTimeStep(
                    features.get(NDArrayIndex.all(), NDArrayIndex.all(), step).dup());
            double difference = next.sub(whole.get(NDArrayIndex.all(), NDArrayIndex.all(), step))
                    .amaxNumber()
                    .doubleValue();
            assertThat(difference).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_ALL)
    void aLanguageModelMustNotReadFromTheEnd(CellType cell) {
        assertThatThrownBy(() -> languageModel(cell).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cell.id())
                .hasMessageContaining("see the token that it is to name");
    }

    /** The class of a step is the bit of the step after it, which only a cell that reads from the end can know. */
    @ParameterizedTest
    @EnumSource
    void aLabellerNamesEveryStep(CellType cell) {
        MultiLayerNetwork network = new SequenceLabeller.Builder()
                .features(1)
                .cell(cell)
                .hidden(8)
                .classes(2)
                .learningRate(0.03)
                .build()
                .init();
        var random = new Random(7);
        int batch = 64;
        INDArray features = Nd4j.zeros(batch, 1, 6);
        INDArray labels = Nd4j.zeros(batch, 2, 6);
        for (int i = 0; i < batch; i++) {
            int[] bits = random.ints(7, 0, 2).toArray();
            for (int t = 0; t < 6; t++) {
                features.putScalar(i, 0, t, bits[t]);
                labels.putScalar(i, bits[(t + 1) % 6], t, 1);
            }
        }
        var data = new DataSet(features, labels);
        for (int i = 0; i < 150; i++) {
            network.fit(data);
        }
        assertThat(network.output(features).shape()).containsExactly(batch, 2, 6);
        // Six steps, of which each costs ln 2 to who does not know.
        double guessing = 6 * Math.log(2);
        if (cell.bidirectional()) {
            assertThat(network.score(data)).isLessThan(0.35 * guessing);
        } else {
            assertThat(network.score(data)).isBetween(0.5 * guessing, guessing);
        }
    }

    private static SequenceLanguageModel.Builder languageModel(CellType cell) {
        return new SequenceLanguageModel.Builder()
                .tokens(VOCABULARY, EMBEDDING)
                .cell(cell)
                .hidden(HIDDEN)
                .learningRate(0.03)
                .outputs(VOCABULARY);
    }

    @Test
    void refusesValuesOutOfRange() {
        var builder = new SequenceClassifier.Builder();
        assertThatThrownBy(() -> builder.tokens(0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected vocabulary of at least 1, found 0");
        assertThatThrownBy(() -> builder.tokens(4, -1)).hasMessageContaining("embedding");
        assertThatThrownBy(() -> builder.features(0)).hasMessageContaining("features");
        assertThatThrownBy(() -> builder.hidden(0)).hasMessageContaining("hidden");
        assertThatThrownBy(() -> builder.layers(0)).hasMessageContaining("layers");
        assertThatThrownBy(() -> builder.classes(1)).hasMessageContaining("classes");
        assertThatThrownBy(() -> builder.learningRate(Double.NaN)).hasMessageContaining("learningRate");
        assertThatThrownBy(() -> builder.clipNorm(-1)).hasMessageContaining("clipNorm");
        assertThatThrownBy(() -> builder.dropout(1)).hasMessageContaining("dropout");
        assertThatThrownBy(() -> builder.l2(Double.NaN)).hasMessageContaining("l2");
        assertThatThrownBy(() -> new SequenceForecaster.Builder().outputs(0)).hasMessageContaining("outputs");
        assertThatThrownBy(() -> new SequenceLabeller.Builder().classes(1)).hasMessageContaining("classes");
    }

    private static SequenceClassifier.Builder classifier(CellType cell) {
        return new SequenceClassifier.Builder()
                .tokens(VOCABULARY, EMBEDDING)
                .cell(cell)
                .hidden(HIDDEN)
                .classes(CLASSES);
    }

    /** Sequences of unequal length whose class is the parity of their first token. */
    private static DataSet tokens(Random random, int batch, int maxLength) {
        INDArray features = Nd4j.zeros(batch, 1, maxLength);
        INDArray mask = Nd4j.zeros(batch, maxLength);
        INDArray labels = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            int length = i == 0 ? 1 : i == 1 ? maxLength : 1 + random.nextInt(maxLength);
            for (int t = 0; t < length; t++) {
                features.putScalar(i, 0, t, 1 + random.nextInt(VOCABULARY - 1));
                mask.putScalar(i, t, 1);
            }
            labels.putScalar(i, features.getInt(i, 0, 0) % 2, 1);
        }
        return new DataSet(features, labels, mask, null);
    }
}
