package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TokenGeneratorTest {

    private static final int VOCABULARY = 9;

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void writesWhatItHasLearnt(CellType cell) {
        MultiLayerNetwork network = model(cell).learningRate(0.03).build().init();
        int[] counting = IntStream.range(0, 20).map(i -> i % VOCABULARY).toArray();
        INDArray features = TokenArrays.features(List.<int[]>of(counting));
        INDArray labels = TokenArrays.oneHot(
                List.<int[]>of(
                        Arrays.stream(counting).map(i -> (i + 1) % VOCABULARY).toArray()),
                VOCABULARY);
        for (int i = 0; i < 120; i++) {
            network.fit(new DataSet(features, labels));
        }
        int[] written = generator(network)
                .temperature(0)
                .build()
                .generate(0, 1)
                .limit(12)
                .toArray();
        assertThat(written).containsExactly(2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @EnumSource(names = "BIDIRECTIONAL_.*", mode = EnumSource.Mode.MATCH_NONE)
    void drawsFromTheLikeliestAlone(CellType cell) {
        MultiLayerNetwork network = sharp(cell);
        int[] prompt = {1, 2};
        int[] written = generator(network)
                .topK(3)
                .seed(5)
                .build()
                .generate(prompt)
                .limit(200)
                .toArray();
        int[] all =
                IntStream.concat(Arrays.stream(prompt), Arrays.stream(written)).toArray();
        INDArray whole = network.output(TokenArrays.features(List.<int[]>of(all)));
        boolean otherThanLikeliest = false;
        for (int t = 0; t < written.length; t++) {
            int step = prompt.length - 1 + t;
            List<Integer> best = IntStream.range(0, VOCABULARY)
                    .boxed()
                    .sorted(Comparator.comparingDouble(token -> -whole.getDouble(0, token, step)))
                    .toList();
            assertThat(best.subList(0, 3)).as("step %d", t).contains(written[t]);
            otherThanLikeliest |= best.get(0) != written[t];
        }
        assertThat(otherThanLikeliest).isTrue();
    }

    @Test
    void theSeedDecides() {
        MultiLayerNetwork network = sharp(CellType.GRU);
        int[] one = generator(network).seed(1).build().generate(0).limit(100).toArray();
        assertThat(generator(network).seed(1).build().generate(0).limit(100).toArray())
                .isEqualTo(one);
        assertThat(generator(network).seed(2).build().generate(0).limit(100).toArray())
                .isNotEqualTo(one);
        var again = generator(network).seed(1).build();
        assertThat(again.generate(4).limit(7)).hasSize(7);
        assertThat(again.generate(0).limit(100).toArray()).as("begun anew").isEqualTo(one);
    }

    @Test
    void temperatureIsAPowerOfTheProbabilities() {
        MultiLayerNetwork network = sharp(CellType.GRU);
        double[] probabilities = network.output(TokenArrays.features(List.<int[]>of(new int[] {3})))
                .reshape(VOCABULARY)
                .toDoubleVector();
        for (double temperature : new double[] {0.5, 1, 2}) {
            double[] expected = Arrays.stream(probabilities)
                    .map(p -> Math.pow(p, 1 / temperature))
                    .toArray();
            double sum = Arrays.stream(expected).sum();
            var drawn = new int[VOCABULARY];
            int draws = 4000;
            for (int seed = 0; seed < draws; seed++) {
                drawn[
                        generator(network)
                                .temperature(temperature)
                                .seed(1000L * seed)
                                .build()
                                .generate(3)
                                .findFirst()
                                .orElseThrow()]++;
            }
            for (int token = 0; token < VOCABULARY; token++) {
                assertThat(drawn[token] / (double) draws)
                        .as("token %d at temperature %s", token, temperature)
                        .isCloseTo(expected[token] / sum, within(0.035));
            }
        }
    }

    @Test
    void atTemperatureZeroAndWithOneTokenToDrawFromItIsTheLikeliest() {
        MultiLayerNetwork network = sharp(CellType.LSTM);
        int[] likeliest =
                generator(network).temperature(0).build().generate(2).limit(50).toArray();
        assertThat(generator(network)
                        .topK(1)
                        .seed(8)
                        .build()
                        .generate(2)
                        .limit(50)
                        .toArray())
                .isEqualTo(likeliest);
        assertThat(generator(network)
                        .temperature(1e-4)
                        .build()
                        .generate(2)
                        .limit(50)
                        .toArray())
                .isEqualTo(likeliest);
    }

    @Test
    void readsOneHotVectorsToo() {
        MultiLayerNetwork network = new SequenceLanguageModel.Builder()
                .features(VOCABULARY)
                .cell(CellType.GRU)
                .hidden(8)
                .outputs(VOCABULARY)
                .build()
                .init();
        int[] written = generator(network)
                .temperature(0)
                .build()
                .generate(1, 2, 3)
                .limit(4)
                .toArray();
        int[] all = {1, 2, 3, written[0], written[1], written[2]};
        INDArray whole = network.output(TokenArrays.oneHot(List.<int[]>of(all), VOCABULARY));
        assertThat(whole.argMax(1).toIntVector()).endsWith(written);
    }

    @Test
    void tokensAreThereWhenTheyAreDrawn() {
        MultiLayerNetwork network = sharp(CellType.GRU);
        var stream = generator(network).build().generate(0).iterator();
        assertThat(stream.nextInt()).isBetween(0, VOCABULARY - 1);
        // Had it gone on ahead, the state would be that of a later step.
        INDArray state = network.rnnGetPreviousState(1).get("prevAct");
        INDArray before = state.dup();
        assertThat(network.rnnGetPreviousState(1).get("prevAct")).isEqualTo(before);
        stream.nextInt();
        assertThat(network.rnnGetPreviousState(1).get("prevAct")).isNotEqualTo(before);
    }

    @Test
    void oneSequenceAtATime() {
        var generator = generator(sharp(CellType.GRU)).build();
        var first = generator.generate(0).iterator();
        first.nextInt();
        assertThat(generator.generate(1).limit(3)).hasSize(3);
        assertThatThrownBy(first::nextInt)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another sequence was begun");
    }

    @Test
    void saysWhatIsWrong() {
        MultiLayerNetwork network = sharp(CellType.GRU);
        var generator = generator(network).build();
        assertThatThrownBy(generator::generate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a prompt of at least one token");
        assertThatThrownBy(() -> generator.generate(1, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected tokens from 0 to 8 in the prompt, found 9 at step 1");
        assertThatThrownBy(() -> generator(network).temperature(-1)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> generator(network).temperature(Double.NaN)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> generator(network).topK(0)).hasMessageContaining("topK");
        MultiLayerNetwork classifier = new SequenceClassifier.Builder()
                .features(VOCABULARY)
                .cell(CellType.GRU)
                .hidden(4)
                .classes(VOCABULARY)
                .build()
                .init();
        assertThatThrownBy(() -> generator(classifier))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RnnOutputLayer as wide as its vocabulary")
                .hasMessageContaining("found 9 inputs and a OutputLayer of 9 outputs");
        network.params().assign(Double.NaN);
        assertThatThrownBy(() -> generator.generate(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found NaN for token 0");
    }

    private static TokenGenerator.Builder generator(MultiLayerNetwork network) {
        return new TokenGenerator.Builder(network);
    }

    /** Of drawn weights that are large enough for some tokens to be far likelier than others. */
    private static MultiLayerNetwork sharp(CellType cell) {
        MultiLayerNetwork network = model(cell).build().init();
        network.params().muli(3);
        return network;
    }

    private static SequenceLanguageModel.Builder model(CellType cell) {
        return new SequenceLanguageModel.Builder()
                .tokens(VOCABULARY, 6)
                .cell(cell)
                .hidden(16)
                .outputs(VOCABULARY);
    }
}
