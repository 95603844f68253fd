package io.github.gru4j.datasets.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which text is in which split. Of each class the same share goes into each split; equal texts are in one split, also when they are of
 * several classes. It depends on the texts, the labels and the seed, not on the order of the file.
 *
 * <p>The keys of a class are random, so those below a limit are a random part of it: limits are all that has to be remembered.
 */
final class TextSplits {

    /** Where a text belongs. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST,
        /** It is in a validation or test file already. */
        LEFT_OUT,
        /** A training text beyond those that are wanted. */
        BEYOND
    }

    private final long[] given;
    private final Map<Long, Integer> classOfShared;
    private final List<Limits> limits;
    private final int trainAvailable;
    private final long lastOrder;
    private final int ofLastOrder;

    /** Keys below are in training, or in training and validation. */
    private record Limits(long train, long validation) {}

    /**
     * @param keys of the texts of each class
     * @param given keys of texts that are in files of their own, sorted
     * @param shares up to which share training and validation go
     * @param maxTrain at most so many training texts; 0 for all
     */
    TextSplits(List<Longs> keys, long[] given, double[] shares, int maxTrain, long seed) {
        this.given = given;
        var sorted = keys.stream()
                .map(ofClass -> Longs.without(ofClass.sorted(), given))
                .toList();
        classOfShared = classOfShared(sorted);
        limits = new ArrayList<>();
        for (int label = 0; label < sorted.size(); label++) {
            int ofClass = label;
            var own = Arrays.stream(sorted.get(label))
                    .filter(key -> classOfShared.getOrDefault(key, ofClass) == ofClass)
                    .toArray();
            limits.add(limits(own, shares, TextKeys.of(List.of(String.valueOf(label)), seed)));
        }
        trainAvailable = Math.toIntExact(train(sorted).count());
        if (maxTrain == 0 || maxTrain >= trainAvailable) {
            lastOrder = Long.MAX_VALUE;
            ofLastOrder = 0;
        } else {
            var ordered = train(sorted).map(TextKeys::order).sorted().toArray();
            lastOrder = ordered[maxTrain - 1];
            ofLastOrder = maxTrain - firstAtLeast(ordered, lastOrder);
        }
    }

    private LongStream train(List<long[]> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(label -> Arrays.stream(keys.get(label)).filter(key -> cut(label, key) == Part.TRAIN))
                .flatMapToLong(ofClass -> ofClass);
    }

    /** Texts of several classes are split with the first of these. */
    private static Map<Long, Integer> classOfShared(List<long[]> keys) {
        var all = new Longs();
        for (var ofClass : keys) {
            for (int i = 0; i < ofClass.length; i++) {
                if (i == 0 || ofClass[i] != ofClass[i - 1]) {
                    all.add(ofClass[i]);
                }
            }
        }
        var sorted = all.sorted();
        Set<Long> shared = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                shared.add(sorted[i]);
            }
        }
        var classes = new HashMap<Long, Integer>();
        for (int label = 0; label < keys.size(); label++) {
            for (long key : keys.get(label)) {
                if (shared.contains(key)) {
                    classes.putIfAbsent(key, label);
                }
            }
        }
        return classes;
    }

    private static Limits limits(long[] sorted, double[] shares, long random) {
        // Small classes are rounded up or down at random; always to the nearest, many of them would add up to something
        // else.
        double rounding = random / (double) (1L << 62);
        long train = limit(sorted, (int) Math.floor(shares[0] * sorted.length + rounding));
        long validation = limit(sorted, (int) Math.floor(shares[1] * sorted.length + rounding));
        // A class that training does not show cannot be learnt.
        long least = sorted.length == 0 ? 0 : sorted[0] + 1;
        return new Limits(Math.max(least, train), Math.max(Math.max(least, train), validation));
    }

    private static long limit(long[] sorted, int count) {
        return count >= sorted.length ? Long.MAX_VALUE : sorted[count];
    }

    private static int firstAtLeast(long[] sorted, long value) {
        int at = Arrays.binarySearch(sorted, value);
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    private Part cut(int label, long key) {
        var ofClass = limits.get(classOfShared.getOrDefault(key, label));
        return key < ofClass.train() ? Part.TRAIN : key < ofClass.validation() ? Part.VALIDATION : Part.TEST;
    }

    /** Number of training texts before any limit. */
    int trainAvailable() {
        return trainAvailable;
    }

    /** Decides for all texts of the data, in their order. */
    Pass pass() {
        return new Pass();
    }

    /** One reading of the data. */
    final class Pass {

        private int equals;

        private Pass() {}

        Part part(int label, long key) {
            if (TextKeys.contains(given, key)) {
                return Part.LEFT_OUT;
            }
            var part = cut(label, key);
            if (part != Part.TRAIN) {
                return part;
            }
            long order = TextKeys.order(key);
            if (order == lastOrder && equals < ofLastOrder) {
                equals++;
                return Part.TRAIN;
            }
            return order < lastOrder ? Part.TRAIN : Part.BEYOND;
        }
    }
}
