package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.Baseline;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Naive methods that need no features. */
public final class Baselines {

    private Baselines() {}

    /** Accuracy on {@code test} of always answering with the commonest class of {@code train}. */
    public static <L extends Comparable<L>> Baseline majorityClass(List<L> train, List<L> test) {
        Map<L, Long> counts = train.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // The smallest label breaks a tie, so that the baseline does not depend on the order of a hash map.
        L majority = counts.entrySet().stream()
                .max(Map.Entry.<L, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
        long hits = test.stream().filter(majority::equals).count();
        return new Baseline("majority class", (double) hits / test.size());
    }
}
