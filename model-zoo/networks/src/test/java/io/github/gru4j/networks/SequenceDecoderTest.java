package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class SequenceDecoderTest {

    private static final int IN = 5;
    private static final int OUT = 3;
    private static final int LONGEST = 4;
    private static final double ROUNDING = 1e-4;

    private static final List<int[]> INPUTS =
            List.of(new int[] {4, 0, 2, 1}, new int[] {3}, new int[] {1, 1, 0}, new int[] {2, 4});

    /** Step by step as in one pass, each input as if it were alone. */
    @ParameterizedTest
    @EnumSource
    void greedyTakesTheLikeliestTokenOfEachStep(CellType cell) {
        for (int layers = 1; layers <= 2; layers++) {
            ComputationGraph network = sharp(cell, layers, 3);
            List<Decoded> answers = new SequenceDecoder(network).greedy(INPUTS, LONGEST);
            for (int i = 0; i < INPUTS.size(); i++) {
                Decoded answer = answers.get(i);
                assertThat(answer.logProbability())
                        .as("%s, %d layers, input %d: %s", cell, layers, i, answer)
                        .isCloseTo(logProbability(network, INPUTS.get(i), answer), within(ROUNDING));
                INDArray steps = wholePass(network, INPUTS.get(i), answer.toArray());
                int[] likeliest = steps.argMax(1).toIntVector();
                for (int t = 0; t < answer.tokens().size(); t++) {
                    assertThat(likeliest[t]).isEqualTo(answer.tokens().get(t));
                }
                assertThat(likeliest[answer.tokens().size()] == OUT).isEqualTo(answer.ended());
                assertThat(answer.ended() || answer.tokens().size() == LONGEST).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBeamIsAtLeastAsLikelyAsGreedy(CellType cell) {
        var random = new Random(6);
        int likelier = 0;
        for (int i = 0; i < 12; i++) {
            ComputationGraph network = sharp(cell, 1 + i % 2, i);
            var decoder = new SequenceDecoder(network);
            int[] input = random.ints(1 + random.nextInt(5), 0, IN).toArray();
            Decoded greedy = decoder.greedy(List.<int[]>of(input), LONGEST).get(0);
            List<Decoded> beam = decoder.beam(input, 3, LONGEST);
            assertThat(beam)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo((a, b) -> Double.compare(b.logProbability(), a.logProbability()));
            assertThat(beam.get(0).logProbability()).isGreaterThan(greedy.logProbability() - ROUNDING);
            likelier += beam.get(0).logProbability() > greedy.logProbability() + ROUNDING ? 1 : 0;
            for (Decoded answer : beam) {
                assertThat(answer.logProbability())
                        .as("%s of network %d", answer, i)
                        .isCloseTo(logProbability(network, input, answer), within(ROUNDING));
            }
        }
        if (cell == CellType.GRU) {
            assertThat(likelier).as("answers that greedy misses").isPositive();
        }
    }

    @Test
    void aBeamAsWideAsThereAreAnswersFindsTheLikeliest() {
        ComputationGraph network = sharp(CellType.GRU, 1, 5);
        int[] input = INPUTS.get(0);
        List<Decoded> beam = new SequenceDecoder(network).beam(input, 500, LONGEST);
        double best = Double.NEGATIVE_INFINITY;
        double all = 0;
        for (Decoded answer : every(LONGEST)) {
            double itsOwn = logProbability(network, input, answer);
            all += Math.exp(itsOwn);
            best = Math.max(best, itsOwn);
        }
        // Those that are cut off go unlisted here, and are many; of those that end, the likeliest is the beam's.
        assertThat(all).isLessThanOrEqualTo(1 + ROUNDING);
        double ended = beam.stream()
                .filter(Decoded::ended)
                .mapToDouble(Decoded::logProbability)
                .max()
                .orElseThrow();
        assertThat(ended).isCloseTo(best, within(ROUNDING));
    }

    @Test
    void aBeamOfOneIsGreedy() {
        var decoder = new SequenceDecoder(sharp(CellType.LSTM, 2, 7));
        for (int[] input : INPUTS) {
            assertThat(decoder.beam(input, 1, LONGEST).get(0).tokens())
                    .isEqualTo(decoder.greedy(List.<int[]>of(input), LONGEST)
                            .get(0)
                            .tokens());
        }
    }

    @Test
    void decodingLeavesNothingBehind() {
        ComputationGraph network = sharp(CellType.GRU, 1, 3);
        ComputationGraph untouched = network.clone();
        new SequenceDecoder(network).greedy(INPUTS, LONGEST);
        new SequenceDecoder(network).beam(INPUTS.get(0), 3, LONGEST);
        MultiDataSet batch = new TeacherForcing(OUT)
                .minibatch(INPUTS, List.of(new int[] {1}, new int[] {0, 2}, new int[] {}, new int[] {2}));
        network.fit(batch);
        untouched.fit(batch);
        assertThat(network.params()).isEqualTo(untouched.params());
        var decoder = new SequenceDecoder(network);
        assertThat(decoder.greedy(INPUTS, LONGEST)).isEqualTo(decoder.greedy(INPUTS, LONGEST));
    }

    @Test
    void saysWhatIsWrong() {
        var decoder = new SequenceDecoder(sharp(CellType.GRU, 1, 1));
        assertThatThrownBy(() -> decoder.greedy(List.of(), LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least one sequence, found none");
        assertThatThrownBy(() -> decoder.greedy(List.of(new int[] {0}, new int[] {1, 5}), LONGEST))
                .hasMessage("expected tokens from 0 to 4 in the inputs, found 5 in sequence 1 at step 1");
        assertThatThrownBy(() -> decoder.beam(new int[] {}, 2, LONGEST)).hasMessageContaining("at least one token");
        assertThatThrownBy(() -> decoder.beam(new int[] {1}, 0, LONGEST)).hasMessageContaining("width");
        assertThatThrownBy(() -> decoder.beam(new int[] {1}, 2, 0)).hasMessageContaining("longest");
        var other = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("dense", new DenseLayer.Builder().nIn(2).nOut(2).build(), "in")
                .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "dense")
                .setOutputs("out")
                .build());
        other.init();
        assertThatThrownBy(() -> new SequenceDecoder(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the network of an EncoderDecoder")
                .hasMessageContaining("dense");
    }

    /** All answers that end, of at most so many tokens. */
    private static List<Decoded> every(int longest) {
        List<Decoded> all = new ArrayList<>();
        List<Decoded> beginnings = List.of(Decoded.BEGIN);
        for (int length = 0; length <= longest; length++) {
            beginnings.forEach(beginning -> all.add(beginning.end(0)));
            beginnings = beginnings.stream()
                    .flatMap(beginning -> IntStream.range(0, OUT).mapToObj(token -> beginning.with(token, 0)))
                    .toList();
        }
        return all;
    }

    private static double logProbability(ComputationGraph network, int[] input, Decoded answer) {
        INDArray steps = wholePass(network, input, answer.toArray());
        double sum = 0;
        for (int t = 0; t < answer.tokens().size(); t++) {
            sum += Math.log(steps.getDouble(0, answer.tokens().get(t), t));
        }
        return answer.ended()
                ? sum + Math.log(steps.getDouble(0, OUT, answer.tokens().size()))
                : sum;
    }

    /** [1, tokens + 1, steps + 1], told the answer before each step. */
    private static INDArray wholePass(ComputationGraph network, int[] input, int[] answer) {
        MultiDataSet told = new TeacherForcing(OUT).minibatch(List.<int[]>of(input), List.<int[]>of(answer));
        return network.output(told.getFeatures())[0];
    }

    /** Of drawn weights that are large enough for some tokens to be likelier than others. */
    private static ComputationGraph sharp(CellType cell, int layers, long seed) {
        ComputationGraph network = EncoderDecoderTest.builder(cell)
                .layers(layers)
                .seed(seed)
                .build()
                .init();
        network.params().muli(2.5);
        return network;
    }
}
