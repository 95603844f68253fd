package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

    private static int length(int row) {
        return row % 13;
    }

    private static int[] order(int count, int batch, long seed, int epoch) {
        return BatchOrder.shuffled(count, BatchOrderTest::length, batch, seed, epoch);
    }

    @Test
    void isAPermutation() {
        for (int count : new int[] {1, 7, 64, 100, 1000}) {
            assertThat(order(count, 8, 5, 0))
                    .containsExactlyInAnyOrder(IntStream.range(0, count).toArray());
        }
        assertThat(order(10, Integer.MAX_VALUE, 5, 0)).hasSize(10);
    }

    @Test
    void dependsOnSeedAndEpochAlone() {
        assertThat(order(500, 8, 5, 3))
                .isEqualTo(order(500, 8, 5, 3))
                .isNotEqualTo(order(500, 8, 5, 4))
                .isNotEqualTo(order(500, 8, 6, 3))
                // Seed and epoch must not simply be added up.
                .isNotEqualTo(order(500, 8, 6, 2));
    }

    @Test
    void sequencesOfLikeLengthShareABatch() {
        var order = order(1000, 8, 5, 0);
        int widest = 0;
        for (int from = 0; from + 8 <= 1000; from += 8) {
            var lengths =
                    IntStream.range(from, from + 8).map(i -> length(order[i])).summaryStatistics();
            widest = Math.max(widest, lengths.getMax() - lengths.getMin());
        }
        assertThat(widest).isLessThanOrEqualTo(4);
    }
}
