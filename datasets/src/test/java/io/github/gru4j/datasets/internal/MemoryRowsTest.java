package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class MemoryRowsTest {

    /** Ten sequences of 2 features; row i begins with the values 6 i and 6 i + 3. Lengths are 1, 2, 3, 1, ... */
    private static final MemoryRows ROWS = rowsIn(new RowLayout(2, RowLayout.Answers.CLASS, 10));

    private static MemoryRows rowsIn(RowLayout layout) {
        return new MemoryRows(
                layout,
                IntStream.range(0, 10)
                        .mapToObj(row -> new SequenceRow(steps(row, 1 + row % 3), new float[] {row}))
                        .toList());
    }

    private static float[] steps(int row, int length) {
        var steps = new float[2 * length];
        for (int t = 0; t < length; t++) {
            steps[2 * t] = 6 * row + t;
            steps[2 * t + 1] = 6 * row + 3 + t;
        }
        return steps;
    }

    private static DataSetIterator shuffled(long seed) {
        return ROWS.shuffled(4, List.of("a"), seed);
    }

    private static DataSetIterator inOrder() {
        return ROWS.inOrder(4, List.of("a"));
    }

    private static List<Integer> rows(DataSetIterator iterator) {
        var rows = new ArrayList<Integer>();
        while (iterator.hasNext()) {
            var labels = iterator.next().getLabels();
            for (int i = 0; i < labels.size(0); i++) {
                rows.add(labels.getRow(i).argMax().getInt(0));
            }
        }
        return rows;
    }

    @Test
    void lastBatchIsSmaller() {
        var iterator = inOrder();
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(iterator.next().numExamples()).isEqualTo(2);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("reset()");
    }

    @Test
    void batchesArePaddedToTheirLongestSequence() {
        var iterator = inOrder();
        var two = iterator.next(2);
        assertThat(two.getFeatures().shape()).containsExactly(2, 2, 2);
        assertThat(two.getFeatures().slice(1).toFloatMatrix()).isDeepEqualTo(new float[][] {{6, 7}, {9, 10}});
        assertThat(two.getFeaturesMaskArray().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 0}, {1, 1}});
        var one = iterator.next(1);
        assertThat(one.getFeatures().ravel().toFloatVector()).containsExactly(12, 13, 14, 15, 16, 17);
        assertThat(one.getFeaturesMaskArray()).isNull();
    }

    @Test
    void everyBatchHasAMaskIfTheLayoutSaysSo() {
        var one = rowsIn(new RowLayout(2, RowLayout.Answers.CLASS, 10, true))
                .inOrder(4, List.of())
                .next(1);
        assertThat(one.getFeaturesMaskArray().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}});
    }

    @Test
    void aDataSetIsCutIntoItsSequences() {
        var split = new DataSet(
                Nd4j.arange(24).castTo(DataType.FLOAT).reshape(2, 3, 4).dup('f'),
                Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}).dup('f'));
        var iterator = MemoryRows.of(split).inOrder(2, List.of());
        assertThat(iterator.inputColumns()).isEqualTo(3);
        var batch = iterator.next();
        assertThat(batch.getFeatures()).isEqualTo(split.getFeatures());
        assertThat(batch.getLabels()).isEqualTo(split.getLabels());
        assertThat(batch.getFeaturesMaskArray()).isNull();
    }

    @Test
    void resetBeginsTheNextEpochOnceThePresentOneHasBegun() {
        var iterator = shuffled(1);
        var first = rows(iterator);
        iterator.reset();
        iterator.reset();
        var second = rows(iterator);
        assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);

        var again = shuffled(1);
        again.reset();
        assertThat(rows(again)).isEqualTo(first);
        again.reset();
        again.next();
        again.reset();
        assertThat(rows(again)).as("epoch 2").isNotEqualTo(second);
        assertThat(rows(shuffled(2))).isNotEqualTo(first);
    }

    @Test
    void unshuffledOrderStaysTheSame() {
        var iterator = inOrder();
        var first = rows(iterator);
        iterator.reset();
        assertThat(rows(iterator)).isEqualTo(first).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void batchesAreCopies() {
        inOrder().next().getFeatures().assign(-1);
        inOrder().next(1).getLabels().assign(-1);
        assertThat(inOrder().next(1).getFeatures().ravel().toFloatVector()).containsExactly(0, 3);
        assertThat(inOrder().next(1).getLabels().getDouble(0)).isEqualTo(1);
    }

    @Test
    void preprocessorIsApplied() {
        var iterator = inOrder();
        iterator.setPreProcessor(batch -> batch.getFeatures().muli(10));
        assertThat(iterator.getPreProcessor()).isNotNull();
        assertThat(iterator.next(1).getFeatures().ravel().toFloatVector()).containsExactly(0, 30);
    }

    @Test
    void describesItself() {
        var iterator = inOrder();
        assertThat(iterator.batch()).isEqualTo(4);
        assertThat(iterator.inputColumns()).isEqualTo(2);
        assertThat(iterator.totalOutcomes()).isEqualTo(10);
        assertThat(iterator.getLabels()).containsExactly("a");
        assertThat(iterator.resetSupported()).isTrue();
        assertThat(iterator.asyncSupported()).isFalse();
    }

    @Test
    void refusesAnEmptyBatch() {
        assertThatThrownBy(() -> ROWS.inOrder(0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchSize is 0");
    }
}
