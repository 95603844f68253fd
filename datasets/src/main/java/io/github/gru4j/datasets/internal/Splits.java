package io.github.gru4j.datasets.internal;

import java.util.List;
import java.util.function.Function;

/**
 * Three disjoint parts of a source.
 *
 * @param train what a network and its pipeline learn from
 * @param validation what decides when to stop
 * @param test what the reported metric is measured on
 */
public record Splits<T>(T train, T validation, T test) {

    /** Applies the same function to each part. */
    public <R> Splits<R> map(Function<? super T, ? extends R> function) {
        return new Splits<>(function.apply(train), function.apply(validation), function.apply(test));
    }

    /** Keeps the first {@code max} training items, all of them when {@code max} is 0 or larger than their number. */
    public static <T> Splits<List<T>> limitTrain(Splits<List<T>> splits, int max) {
        var train = splits.train();
        int kept = max == 0 ? train.size() : Math.min(max, train.size());
        return new Splits<>(List.copyOf(train.subList(0, kept)), splits.validation(), splits.test());
    }
}
