package io.github.gru4j.datasets.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** In which order sequences are drawn: a permutation whose consecutive runs of {@code batch} are the batches. */
final class BatchOrder {

    /** Batches whose sequences are sorted by length together: enough to cut the padding, few enough to keep batches random. */
    private static final int BATCHES_SORTED_TOGETHER = 16;

    private BatchOrder() {}

    static int[] sequential(int count) {
        return IntStream.range(0, count).toArray();
    }

    /**
     * Shuffles, puts sequences of like length into the same batch, and shuffles the batches; an incomplete batch stays last.
     */
    static int[] shuffled(int count, IntUnaryOperator lengthOf, int batch, long seed, int epoch) {
        // The mixing function of SplittableRandom keeps neighbouring seeds and epochs apart; Random alone would not.
        var random = new Random(new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch).nextLong());
        var rows = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(rows, random);

        // As a long: 16 batches of a very large batch size overflow an int.
        int together = (int) Math.min(count, (long) BATCHES_SORTED_TOGETHER * batch);
        var batches = new ArrayList<List<Integer>>();
        for (int from = 0; from < count; from += together) {
            var chunk = rows.subList(from, Math.min(count, from + together));
            chunk.sort(Comparator.comparingInt(lengthOf::applyAsInt));
            for (int i = 0; i < chunk.size(); i += batch) {
                batches.add(chunk.subList(i, Math.min(chunk.size(), i + batch)));
            }
        }
        Collections.shuffle(batches.subList(0, count / batch), random);
        return batches.stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
