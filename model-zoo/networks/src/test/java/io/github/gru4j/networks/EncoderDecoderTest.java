package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class EncoderDecoderTest {

    private static final int IN = 5;
    private static final int OUT = 3;

    private static final List<int[]> INPUTS =
            List.of(new int[] {4, 0, 2, 1}, new int[] {3}, new int[] {1, 1, 0}, new int[] {2, 4});
    private static final List<int[]> ANSWERS =
            List.of(new int[] {0, 2}, new int[] {1, 1, 0, 2, 2}, new int[] {}, new int[] {2});

    /** Of words of 1 to 4 letters, backwards: a small form of what ReverseWordsTest shows. */
    @ParameterizedTest
    @EnumSource(names = {"GRU", "LSTM", "BIDIRECTIONAL_GRU"})
    void learnsToReverse(CellType cell) {
        ComputationGraph network = new EncoderDecoder.Builder()
                .tokens(4, 8)
                .outputTokens(4, 8)
                .cell(cell)
                .hidden(32)
                .learningRate(0.01)
                .build()
                .init();
        var random = new Random(2);
        for (int i = 0; i < 250; i++) {
            List<int[]> words = words(random, 32);
            network.fit(new TeacherForcing(4).minibatch(words, reversed(words)));
        }
        List<int[]> words = words(random, 50);
        List<Decoded> answers = new SequenceDecoder(network).greedy(words, 8);
        List<int[]> right = reversed(words);
        long exact = IntStream.range(0, words.size())
                .filter(i -> Arrays.equals(answers.get(i).toArray(), right.get(i)))
                .count();
        assertThat(exact).as("of %d words", words.size()).isGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfTheLoss(CellType cell) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            var conf = builder(cell)
                    .hidden(2)
                    .layers(2)
                    .updater(new NoOp())
                    .clipNorm(0)
                    .build()
                    .conf();
            var network = new ComputationGraph(inDouble(conf));
            network.init();
            MultiDataSet batch = new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS);
            // See CellType.caveatWithMasks.
            assertThat(GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                            .net(network)
                            .inputs(inDouble(batch.getFeatures()))
                            .labels(inDouble(batch.getLabels()))
                            .inputMask(inDouble(batch.getFeaturesMaskArrays()))
                            .labelMask(inDouble(batch.getLabelsMaskArrays()))))
                    .isEqualTo(cell != CellType.BIDIRECTIONAL_LSTM);
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsInThePaddingDoesNotMatterToTraining(CellType cell) {
        ComputationGraph one = builder(cell).build().init();
        ComputationGraph two = builder(cell).build().init();
        MultiDataSet batch = new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS);
        MultiDataSet other = new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS);
        INDArray padding = other.getFeaturesMaskArray(0).rsub(1);
        other.getFeatures(0).addi(padding.mul(IN - 1).reshape(INPUTS.size(), 1, 4));
        INDArray after = other.getLabelsMaskArray(0).rsub(1);
        other.getFeatures(1).addi(after.mul(OUT).reshape(INPUTS.size(), 1, 6));
        for (int i = 0; i < 3; i++) {
            one.fit(batch);
            two.fit(other);
        }
        assertThat(one.params().sub(two.params()).amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void comesBackFromAFileAsAPlainGraph(CellType cell, @TempDir Path folder) throws IOException {
        ComputationGraph network = builder(cell).layers(2).build().init();
        network.fit(new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS));
        var file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        ComputationGraph back = ComputationGraph.load(file, true);
        assertThat(new SequenceDecoder(back).greedy(INPUTS, 6))
                .isEqualTo(new SequenceDecoder(network).greedy(INPUTS, 6));
        assertThat(new SequenceDecoder(back).beam(INPUTS.get(0), 3, 6))
                .isEqualTo(new SequenceDecoder(network).beam(INPUTS.get(0), 3, 6));
        // And trains on.
        back.fit(new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS));
        network.fit(new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS));
        assertThat(back.params()).isEqualTo(network.params());
    }

    @Test
    void theDecoderOfABidirectionalCellReadsForward() {
        ComputationGraph network = builder(CellType.BIDIRECTIONAL_GRU).build().init();
        long encoder = 2 * 3 * 6 * (4 + 6 + 2);
        long decoder = 3 * 6 * (4 + 12 + 6 + 2);
        long rest = IN * 4 + (OUT + 1) * 4 + (6 + 1) * (OUT + 1);
        assertThat(network.numParams()).isEqualTo(encoder + decoder + rest);
    }

    @Test
    void readsVectors() {
        ComputationGraph network = new EncoderDecoder.Builder()
                .features(2)
                .outputTokens(OUT, 4)
                .cell(CellType.GRU)
                .hidden(6)
                .build()
                .init();
        Nd4j.getRandom().setSeed(4);
        INDArray features = Nd4j.rand(4, 2, 7);
        double before = 0;
        for (int i = 0; i < 100; i++) {
            network.fit(new TeacherForcing(OUT).minibatch(features, null, ANSWERS));
            before = i == 0 ? network.score() : before;
        }
        assertThat(network.score()).isLessThan(before);
        assertThat(new SequenceDecoder(network).greedy(features, null, 6)).hasSize(4);
        assertThatThrownBy(() -> new SequenceDecoder(network).greedy(INPUTS, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected features [batch, features, time], found tokens");
    }

    @Test
    void theInputEmbeddingBeginsWithTheVectorsGiven() {
        INDArray vectors = Nd4j.rand(IN, 4);
        ComputationGraph network = builder(CellType.GRU).tokens(vectors).build().init();
        assertThat(network.getLayer("input-embedding").getParam("W")).isEqualTo(vectors);
    }

    @Test
    void teacherForcingTellsTheTokenBeforeEachStep() {
        MultiDataSet batch = new TeacherForcing(OUT).minibatch(INPUTS, ANSWERS);
        assertThat(batch.getFeatures(0).shape()).containsExactly(4, 1, 4);
        assertThat(batch.getFeatures(1).shape()).containsExactly(4, 1, 6);
        assertThat(batch.getLabels(0).shape()).containsExactly(4, OUT + 1, 6);
        assertThat(batch.getFeatures(1).slice(0).reshape(6).toIntVector()).containsExactly(3, 0, 2, 0, 0, 0);
        assertThat(batch.getLabels(0).slice(0).argMax(0).toIntVector()).startsWith(0, 2, 3);
        assertThat(batch.getFeaturesMaskArray(0).sum(1).toIntVector()).containsExactly(4, 1, 3, 2);
        assertThat(batch.getLabelsMaskArray(0).sum(1).toIntVector()).containsExactly(3, 6, 1, 2);
        assertThat(batch.getLabels(0).sum(1)).isEqualTo(batch.getLabelsMaskArray(0));
    }

    @Test
    void teacherForcingSaysWhatIsWrong() {
        var teacher = new TeacherForcing(OUT);
        assertThatThrownBy(() -> new TeacherForcing(0)).hasMessageContaining("outputTokens");
        assertThatThrownBy(() -> teacher.minibatch(INPUTS, ANSWERS.subList(0, 2)))
                .hasMessage("expected an answer for each of 4 inputs, found 2");
        assertThatThrownBy(() -> teacher.minibatch(List.of(), List.of()))
                .hasMessage("expected at least one sequence, found none");
        assertThatThrownBy(() -> teacher.minibatch(List.of(new int[] {1}, new int[0]), ANSWERS.subList(0, 2)))
                .hasMessageContaining("found none in sequence 1");
        assertThatThrownBy(() -> teacher.minibatch(List.of(new int[] {1}), List.<int[]>of(new int[] {0, 3})))
                .hasMessage("expected tokens from 0 to 2 in the answers, found 3 in sequence 0 at step 1");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new EncoderDecoder.Builder()
                        .tokens(IN, 4)
                        .cell(CellType.GRU)
                        .hidden(6)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("EncoderDecoder needs outputTokens: not given to its builder");
        assertThatThrownBy(() -> new EncoderDecoder.Builder().outputTokens(0, 4))
                .hasMessage("expected output vocabulary of at least 1, found 0");
    }

    static EncoderDecoder.Builder builder(CellType cell) {
        return new EncoderDecoder.Builder()
                .tokens(IN, 4)
                .outputTokens(OUT, 4)
                .cell(cell)
                .hidden(6);
    }

    private static List<int[]> words(Random random, int count) {
        var words = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            words.add(random.ints(1 + random.nextInt(4), 0, 4).toArray());
        }
        return words;
    }

    private static List<int[]> reversed(List<int[]> words) {
        return words.stream()
                .map(word -> IntStream.range(0, word.length)
                        .map(i -> word[word.length - 1 - i])
                        .toArray())
                .toList();
    }

    private static ComputationGraphConfiguration inDouble(ComputationGraphConfiguration conf) {
        conf.setDataType(DataType.DOUBLE);
        conf.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setDataType(DataType.DOUBLE);
            }
        });
        return conf;
    }

    private static INDArray[] inDouble(INDArray... arrays) {
        return Arrays.stream(arrays)
                .map(array -> array == null ? null : array.castTo(DataType.DOUBLE))
                .toArray(INDArray[]::new);
    }
}
