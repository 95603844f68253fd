package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What ND4J says of a {@code DataSetIterator}, when another thread reads. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {

    private static final RowLayout NUMBERS = new RowLayout(1, RowLayout.Answers.NUMBERS, 1);

    private static final int BLOCKS = 10;
    private static final int ROWS_OF_A_BLOCK = 6;
    private static final int ROWS = BLOCKS * ROWS_OF_A_BLOCK;

    /** Row i holds i + 1. */
    private static DataSetIterator iterator(Callable<?> beforeEachBlock) {
        return new StreamedRows(
                        NUMBERS,
                        new BlockSource() {
                            @Override
                            public int blocks() {
                                return BLOCKS;
                            }

                            @Override
                            public int count() {
                                return ROWS;
                            }

                            @Override
                            public long bytesOfABlock() {
                                return 100;
                            }

                            @Override
                            public List<SequenceRow> load(int block) throws IOException {
                                try {
                                    beforeEachBlock.call();
                                } catch (IOException | RuntimeException e) {
                                    throw e;
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                return IntStream.range(block * ROWS_OF_A_BLOCK, (block + 1) * ROWS_OF_A_BLOCK)
                                        .mapToObj(i -> new SequenceRow(new float[] {i + 1}, new float[] {i}))
                                        .toList();
                            }
                        },
                        1)
                .inOrder(4, List.of("a"));
    }

    private static DataSetIterator iterator() {
        return iterator(() -> null);
    }

    private static List<Integer> features(DataSetIterator iterator) {
        var all = new ArrayList<Integer>();
        while (iterator.hasNext()) {
            for (float value : iterator.next().getFeatures().ravel().toFloatVector()) {
                all.add((int) value);
            }
        }
        return all;
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aPreProcessorThatComesLateSeesEveryBatchFromThenOn() throws InterruptedException {
        var iterator = iterator();
        assertThat(iterator.hasNext()).isTrue();
        // Long enough for some batches to be read ahead.
        TimeUnit.MILLISECONDS.sleep(100);
        iterator.setPreProcessor(batch -> batch.getFeatures().muli(100));
        assertThat(iterator.getPreProcessor()).isNotNull();
        assertThat(features(iterator))
                .isEqualTo(upTo(ROWS).stream().map(i -> 100 * i).toList());
        iterator.setPreProcessor(null);
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
    }

    @Test
    void resetInTheMiddleBeginsAnew() {
        var iterator = iterator();
        iterator.next();
        iterator.next();
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
        assertThat(iterator.hasNext()).isFalse();
        iterator.reset();
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
    }

    @Test
    void nextNeedsNoHasNext() {
        var iterator = iterator();
        for (int i = 0; i < ROWS / 4; i++) {
            assertThat(iterator.next().numExamples()).isEqualTo(4);
        }
        assertThatThrownBy(iterator::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void whatCannotBeReadIsSaidWithItsCauseUntilReset() {
        var failures = new int[] {2};
        var iterator = iterator(() -> {
            if (failures[0]-- == 1) {
                throw new IOException("the disk is gone");
            }
            return null;
        });
        for (int i = 0; i < 2; i++) {
            // The first batch takes a block, the second needs another.
            if (i == 0) {
                iterator.next();
            }
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the disk is gone")
                    .cause()
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(iterator::hasNext).isInstanceOf(UncheckedIOException.class);
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
    }

    @Test
    void afterAFailureOfTheVeryFirstBatchResetReadsAgain() {
        var failures = new int[] {1};
        var iterator = iterator(() -> {
            if (failures[0]-- > 0) {
                throw new IOException("the disk is not there yet");
            }
            return null;
        });
        assertThatThrownBy(iterator::hasNext).hasMessageContaining("not there yet");
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
    }

    @Test
    void memoryThatIsFullIsSaidAsSuch() {
        var iterator = iterator(() -> {
            throw new OutOfMemoryErrorOfATest();
        });
        assertThatThrownBy(iterator::next).isInstanceOf(OutOfMemoryErrorOfATest.class);
    }

    private static final class OutOfMemoryErrorOfATest extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whoIsInterruptedGetsTheBatchAndStaysInterrupted() {
        var iterator = iterator(() -> {
            TimeUnit.MILLISECONDS.sleep(20);
            return null;
        });
        Thread.currentThread().interrupt();
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(Thread.interrupted()).isTrue();
        iterator.reset();
        assertThat(features(iterator)).isEqualTo(upTo(ROWS));
    }

    @Test
    void describesItself() {
        var iterator = iterator();
        assertThat(iterator.batch()).isEqualTo(4);
        assertThat(iterator.inputColumns()).isEqualTo(1);
        assertThat(iterator.totalOutcomes()).isEqualTo(1);
        assertThat(iterator.getLabels()).containsExactly("a");
        assertThat(iterator.resetSupported()).isTrue();
        assertThat(iterator.asyncSupported()).isFalse();
        assertThatThrownBy(() -> iterator.next(3)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(iterator.next(4).numExamples()).isEqualTo(4);
    }
}
