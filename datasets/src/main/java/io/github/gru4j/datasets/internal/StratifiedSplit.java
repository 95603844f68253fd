package io.github.gru4j.datasets.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which sequences are in which split: at random, each class in the same proportions. It depends on the classes, their order
 * and the seed alone, never on the values.
 *
 * @param train share of the training split
 * @param validation share of the validation split
 * @param seed of the random order
 */
public record StratifiedSplit(double train, double validation, long seed) {

    /**
     * Indices of the sequences of each split, each in random order.
     *
     * @param classes the class of each sequence; all 0 for sequences without classes
     */
    public Splits<List<Integer>> of(int[] classes) {
        var random = new Random(new SplittableRandom(seed).nextLong());
        var ofClass = new TreeMap<Integer, List<Integer>>();
        for (int i = 0; i < classes.length; i++) {
            ofClass.computeIfAbsent(classes[i], unused -> new ArrayList<>()).add(i);
        }
        var splits = new Splits<List<Integer>>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        // Rounded over the classes so far, not for each: else small classes would all give their odd ones to the same
        // split.
        int seen = 0;
        int forTrain = 0;
        int forValidation = 0;
        for (var members : ofClass.values()) {
            Collections.shuffle(members, random);
            int count = members.size();
            seen += count;
            // A class that is nowhere in training cannot be learnt.
            int trainEnd = clamp(Math.round(train * seen) - forTrain, 1, count);
            forTrain += trainEnd;
            int validationEnd =
                    clamp(Math.round((train + validation) * seen) - forTrain - forValidation, 0, count - trainEnd);
            forValidation += validationEnd;
            validationEnd += trainEnd;
            splits.train().addAll(members.subList(0, trainEnd));
            splits.validation().addAll(members.subList(trainEnd, validationEnd));
            splits.test().addAll(members.subList(validationEnd, count));
        }
        for (var part : List.of(splits.train(), splits.validation(), splits.test())) {
            Collections.shuffle(part, random);
        }
        return splits;
    }

    private static int clamp(long value, int least, int most) {
        return (int) Math.max(least, Math.min(most, value));
    }

    /** For people. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "stratified by class, %d/%d/%d at random with seed %d",
                Math.round(100 * train),
                Math.round(100 * validation),
                Math.round(100 * (1 - train - validation)),
                seed);
    }

    /** For each of {@code count} sequences, 0 if it is in no split, else 1 to 3 for training, validation and test. */
    public static byte[] parts(Splits<List<Integer>> splits, int count) {
        var parts = new byte[count];
        var all = List.of(splits.train(), splits.validation(), splits.test());
        IntStream.range(0, all.size()).forEach(part -> all.get(part).forEach(i -> parts[i] = (byte) (part + 1)));
        return parts;
    }
}
