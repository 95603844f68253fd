package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Rows in memory and on disk, as iterators give them. */
class RowDatasetTest {

    private static final RowLayout CLASSES = new RowLayout(2, RowLayout.Answers.CLASS, 3);
    private static final int ROWS = 50_000;

    /** Of 1 to 5 steps; the first value is its number. */
    private static SequenceRow row(int number) {
        var steps = new float[2 * (1 + number % 5)];
        steps[0] = number;
        return new SequenceRow(steps, new float[] {number % 3});
    }

    private static RowSplit split(boolean onDisk) throws IOException {
        var collector = new RowCollector(CLASSES, onDisk ? 0 : Long.MAX_VALUE);
        for (int i = 0; i < ROWS; i++) {
            collector.add(row(i));
        }
        assertThat(collector.spooled()).isEqualTo(onDisk);
        return collector.split();
    }

    private static List<Integer> numbers(DataSetIterator iterator) {
        var numbers = new ArrayList<Integer>();
        while (iterator.hasNext()) {
            var batch = iterator.next();
            int time = (int) batch.getFeatures().size(2);
            float[] features = batch.getFeatures().data().asFloat();
            float[] labels = batch.getLabels().data().asFloat();
            var mask = batch.getFeaturesMaskArray() == null
                    ? null
                    : batch.getFeaturesMaskArray().data().asFloat();
            for (int b = 0; b < batch.numExamples(); b++) {
                int number = (int) features[b * 2 * time];
                // Not AssertJ's: a hundred thousand of them take a minute.
                if (!Arrays.equals(Arrays.copyOfRange(labels, b * 3, b * 3 + 3), oneHot(number % 3))) {
                    throw new AssertionError("wrong label of row " + number);
                }
                int length = 0;
                for (int t = 0; t < time; t++) {
                    length += mask == null ? 1 : (int) mask[b * time + t];
                }
                if (length != 1 + number % 5) {
                    throw new AssertionError("row " + number + " has length " + length);
                }
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static float[] oneHot(int index) {
        var values = new float[3];
        values[index] = 1;
        return values;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRowComesOnceInAnOrderOfSeedAndEpoch(boolean onDisk) throws IOException {
        var split = split(onDisk);
        var iterator = split.shuffled(64, List.of(), 7);
        iterator.reset();

        var first = numbers(iterator);
        iterator.reset();
        var second = numbers(iterator);

        var all = IntStream.range(0, ROWS).boxed().toList();
        assertThat(first).isNotEqualTo(second);
        assertThat(first.stream().sorted().toList()).isEqualTo(all);
        assertThat(second.stream().sorted().toList()).isEqualTo(all);
        var again = split.shuffled(64, List.of(), 7);
        assertThat(numbers(again)).isEqualTo(first);
        again.reset();
        assertThat(numbers(again)).isEqualTo(second);
        assertThat(numbers(split.shuffled(64, List.of(), 8))).isNotEqualTo(first);
        // Neighbours of the file do not stay together.
        assertThat(IntStream.range(1, ROWS)
                        .filter(i -> Math.abs(first.get(i) - first.get(i - 1)) <= 5)
                        .count())
                .isLessThan(ROWS / 20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inOrderTheyComeAsTheyWereAdded(boolean onDisk) throws IOException {
        assertThat(numbers(split(onDisk).inOrder(33, List.of())))
                .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
    }

    @Test
    void onDiskTheyAreTheSame() throws IOException {
        var memory = new Sha256();
        var disk = new Sha256();
        split(false).digest(memory);
        split(true).digest(disk);

        assertThat(disk.hex()).isEqualTo(memory.hex());
    }

    @Test
    void answersOfEachStepAreMaskedAsTheSteps() {
        var layout = new RowLayout(1, RowLayout.Answers.CLASS_OF_EACH_STEP, 4);
        var batch = layout.batch(List.of(
                new SequenceRow(new float[] {1, 2, 3}, new float[] {2, 3, 0}),
                new SequenceRow(new float[] {3}, new float[] {1})));

        assertThat(batch.getFeatures().shape()).containsExactly(2, 1, 3);
        assertThat(batch.getLabels().shape()).containsExactly(2, 4, 3);
        assertThat(batch.getLabels().getFloat(0, 3, 1)).isEqualTo(1);
        assertThat(batch.getLabels().sumNumber().intValue()).isEqualTo(4);
        assertThat(batch.getLabelsMaskArray().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 1, 1}, {1, 0, 0}});
        assertThat(batch.getFeaturesMaskArray()).isEqualTo(batch.getLabelsMaskArray());
    }

    @Test
    void batchesBeyondOneArrayAreRefused() {
        var layout = new RowLayout(1, RowLayout.Answers.CLASS_OF_EACH_STEP, 50_000);
        var row = new SequenceRow(new float[64], new float[64]);
        assertThatThrownBy(() -> layout.batch(java.util.Collections.nCopies(1024, row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A batch of 1024 sequences of 64 steps and 50000 values is too large");
    }
}
