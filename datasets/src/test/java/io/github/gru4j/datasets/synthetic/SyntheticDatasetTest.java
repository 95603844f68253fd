package io.github.gru4j.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.TaskKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class SyntheticDatasetTest {

    /** A sequence and its answer as numbers that can be compared, [feature][time] and then the labels. */
    private static List<List<Float>> sequences(DataSetIterator iterator) {
        var sequences = new ArrayList<List<Float>>();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            float[] features = batch.getFeatures().dup('c').data().asFloat();
            float[] labels = batch.getLabels().dup('c').data().asFloat();
            int count = batch.numExamples();
            for (int b = 0; b < count; b++) {
                var values = new ArrayList<Float>();
                add(values, features, b, count);
                add(values, labels, b, count);
                sequences.add(values);
            }
        }
        return sequences;
    }

    private static void add(List<Float> values, float[] all, int row, int rows) {
        int width = all.length / rows;
        for (int i = 0; i < width; i++) {
            values.add(all[row * width + i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 100})
    void addsTheTwoMarkedNumbers(int length) {
        var data = EmbeddedDatasets.load("adding-" + length, 500);
        int half = length / 2;
        var places = new HashSet<Integer>();
        for (var sequence : sequences(data.test(64))) {
            var marked = IntStream.range(0, length)
                    .filter(t -> sequence.get(length + t) == 1)
                    .toArray();
            assertThat(marked).hasSize(2);
            assertThat(marked[0]).isLessThan(half);
            assertThat(marked[1]).isGreaterThanOrEqualTo(half);
            assertThat(sequence.subList(length, 2 * length)).containsOnly(0f, 1f);
            assertThat(sequence.get(2 * length)).isEqualTo(sequence.get(marked[0]) + sequence.get(marked[1]));
            places.add(marked[0]);
            places.add(marked[1]);
        }
        assertThat(places).as("every step is marked at times").hasSize(length);
    }

    @Test
    void predictingOneErrsByASixth() {
        var data = EmbeddedDatasets.load("adding-20", 0);
        double squares = 0;
        int count = 0;
        var train = data.train(64, 5);
        for (int epoch = 0; epoch < 5; epoch++) {
            for (; train.hasNext(); count += 64) {
                var error = train.next().getLabels().sub(1);
                squares += error.mul(error).sumNumber().doubleValue();
            }
            train.reset();
        }
        assertThat(count).isEqualTo(32_000);
        var chance = data.task().baselines().get(0);
        assertThat(chance.name()).isEqualTo("predicts 1");
        assertThat(chance.value()).isEqualTo(1 / 6.0);
        assertThat(squares / count).isCloseTo(chance.value(), within(0.004));
    }

    /** And the best of all constants is not below: else, who has learnt nothing could beat the baseline. */
    @ParameterizedTest
    @ValueSource(strings = {"adding-10", "adding-77"})
    void onValidationAndTestExactlyByASixth(String name) {
        var data = EmbeddedDatasets.load(name, 1);
        for (var split : List.of(data.validation(1_000), data.test(2_000))) {
            double[] answers = split.next().getLabels().data().asDouble();
            assertThat(split.hasNext()).isFalse();
            double mean = Arrays.stream(answers).average().orElseThrow();
            double error = Arrays.stream(answers)
                    .map(answer -> (answer - 1) * (answer - 1))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(1, within(1e-7));
            assertThat(error).isCloseTo(1 / 6.0, within(1e-7));
            // As uniform numbers have it: a tenth is above 1.55.
            assertThat(Arrays.stream(answers).filter(answer -> answer > 1.5528).count())
                    .isCloseTo(answers.length / 10L, within(answers.length / 100L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void copiesTheSymbolsAfterTheDelay(int delay) {
        var data = EmbeddedDatasets.load("copy-" + delay, 500);
        int time = delay + 20;
        assertThat(data.task().maxLength()).isEqualTo(time);
        assertThat(data.task().labels()).containsExactly("blank", "1", "2", "3", "4", "5", "6", "7", "8");
        var counts = new int[9];
        for (var sequence : sequences(data.test(64))) {
            int[] input = new int[time];
            int[] answer = new int[time];
            for (int t = 0; t < time; t++) {
                input[t] = hot(sequence, 0, 10, time, t);
                answer[t] = hot(sequence, 10 * time, 9, time, t);
            }
            int[] symbols = Arrays.copyOf(input, 10);
            assertThat(Arrays.stream(symbols)).allMatch(symbol -> symbol >= 1 && symbol <= 8);
            assertThat(Arrays.copyOfRange(input, 10, delay + 9)).containsOnly(0);
            assertThat(Arrays.copyOfRange(input, delay + 9, time)).hasSize(11).containsOnly(9);
            assertThat(Arrays.copyOf(answer, delay + 10)).containsOnly(0);
            assertThat(Arrays.copyOfRange(answer, delay + 10, time)).isEqualTo(symbols);
            Arrays.stream(symbols).forEach(symbol -> counts[symbol]++);
        }
        assertThat(Arrays.stream(counts).skip(1)).allMatch(count -> count > 2_300 && count < 2_700);
        assertThat(data.task().baselines().get(0).value()).isEqualTo(10 * Math.log(8) / time);
    }

    /** Without AssertJ, which would take most of the time of this class. */
    private static int hot(List<Float> sequence, int from, int classes, int time, int t) {
        int hot = -1;
        for (int c = 0; c < classes; c++) {
            float value = sequence.get(from + c * time + t);
            if (value != 0) {
                if (value != 1 || hot >= 0) {
                    throw new AssertionError("step " + t + " is not one-hot");
                }
                hot = c;
            }
        }
        return hot;
    }

    /** The literature's, as four digits. */
    @ParameterizedTest
    @CsvSource({"copy-50, 0.2971", "copy-100, 0.1733", "copy-1000, 0.0204"})
    void chanceIsThatOfTheLiterature(String name, double chance) {
        assertThat(EmbeddedDatasets.load(name, 1).task().baselines().get(0).value())
                .isCloseTo(chance, within(5e-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adding-12", "copy-5"})
    void noTrainingSequenceComesTwice(String name) {
        var data = EmbeddedDatasets.load(name, 700);
        // As texts: the hashes of lists of zeros and ones are nearly all the same.
        Set<String> seen = new HashSet<>();
        int count = 0;
        for (long seed = 0; seed < 3; seed++) {
            var train = data.train(64, seed);
            for (int epoch = 0; epoch < 3; epoch++) {
                var sequences = sequences(train);
                assertThat(sequences).hasSize(700);
                sequences.forEach(sequence -> seen.add(sequence.toString()));
                count += sequences.size();
                train.reset();
            }
        }
        sequences(data.validation(64)).forEach(sequence -> seen.add(sequence.toString()));
        sequences(data.test(64)).forEach(sequence -> seen.add(sequence.toString()));
        assertThat(seen).hasSize(count + 1_000 + 2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adding-12", "copy-5"})
    void anEpochIsTheSameForTheSameSeedInBatchesOfAnySize(String name) {
        var data = EmbeddedDatasets.load(name, 300);
        var one = data.train(64, 4);
        one.reset();
        var other = data.train(7, 4);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(sequences(other)).isEqualTo(sequences(one));
            one.reset();
            other.reset();
            other.reset();
        }
        var fewer = EmbeddedDatasets.load(name, 100);
        assertThat(sequences(fewer.train(10, 4)))
                .isEqualTo(sequences(data.train(64, 4)).subList(0, 100));
        assertThat(sequences(fewer.test(10))).isEqualTo(sequences(data.test(64)));
        var validation = data.validation(64);
        var first = sequences(validation);
        validation.reset();
        assertThat(sequences(validation)).isEqualTo(first);
    }

    @Test
    void namesTellDataApart() {
        var shas = List.of("adding-100", "adding-101", "copy-100").stream()
                .map(name -> EmbeddedDatasets.load(name, 10).task().provenance().sha256())
                .toList();
        assertThat(shas).doesNotHaveDuplicates();
    }

    /** If this fails, then the same name now means other data: {@code SyntheticDataset.VERSION} has to go up. */
    @ParameterizedTest
    @CsvSource({
        "adding-100, a7707bc3f584c935ecca3db220fe47d0654faec36cbe132bd1be99efcadae33e",
        "copy-20, 5aa68d6d033047af7b50e38211c8a080bf24d0afd544fb05934226b5ba114816"
    })
    void theDataAreThoseOfThisVersion(String name, String sha256) {
        var task = EmbeddedDatasets.load(name, 0).task();
        assertThat(task.provenance().sha256()).isEqualTo(sha256);
        assertThat(task.provenance().source()).contains("SplitMix64, version 1");
        assertThat(task.provenance().train()).isEqualTo(6_400);
        assertThat(task.provenance().trainAvailable()).isEqualTo(6_400);
        assertThat(task.provenance().validation()).isEqualTo(1_000);
        assertThat(task.provenance().test()).isEqualTo(2_000);
        assertThat(task.name()).isEqualTo(name);
    }

    @Test
    void tasksSayWhatTheyAre() {
        SequenceDataset adding = EmbeddedDatasets.load("adding-30", 0);
        assertThat(adding.task().kind()).isEqualTo(TaskKind.FORECAST);
        assertThat(adding.task().metric()).isEqualTo("mse");
        DataSet batch = adding.train(64, 1).next();
        assertThat(batch.getFeatures().shape()).containsExactly(64, 2, 30);
        assertThat(batch.getLabels().shape()).containsExactly(64, 1);
        SequenceDataset copy = EmbeddedDatasets.load("copy-30", 0);
        assertThat(copy.task().kind()).isEqualTo(TaskKind.LABELLING);
        assertThat(copy.task().metric()).isEqualTo("nats per step");
        batch = copy.train(64, 1).next();
        assertThat(batch.getFeatures().shape()).containsExactly(64, 10, 50);
        assertThat(batch.getLabels().shape()).containsExactly(64, 9, 50);
        assertThat(batch.getFeaturesMaskArray()).isNull();
        assertThat(copy.pipeline()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "adding-5, 'adding-5: expected a length from 10 to 2000, as in adding-100'",
        "adding-9, 'adding-9: expected a length from 10 to 2000, as in adding-100'",
        "adding-2001, 'adding-2001: expected a length from 10 to 2000, as in adding-100'",
        "adding-99999999999, 'adding-99999999999: expected a length from 10 to 2000, as in adding-100'",
        "adding-0100, 'adding-0100: expected a length from 10 to 2000, as in adding-100'",
        "adding-, 'adding-: expected a length from 10 to 2000, as in adding-100'",
        "adding-N, 'adding-N: expected a length from 10 to 2000, as in adding-100'",
        "copy-4, 'copy-4: expected a delay from 5 to 1000, as in copy-20'",
        "copy-1001, 'copy-1001: expected a delay from 5 to 1000, as in copy-20'",
        "adding, 'There is no data set ''adding''; the names are text, series, digits, adding-N, copy-N.'",
    })
    void wrongNamesSayWhatIsRight(String name, String message) {
        assertThat(EmbeddedDatasets.refusal(name)).contains(message);
        assertThatThrownBy(() -> EmbeddedDatasets.load(name, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adding-10", "adding-2000", "copy-5", "copy-1000", "text"})
    void theEndsOfTheRangesAreRight(String name) {
        assertThat(EmbeddedDatasets.refusal(name)).isEmpty();
        assertThat(EmbeddedDatasets.load(name, 1).task().name()).isEqualTo(name);
    }
}
