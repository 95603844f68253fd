package io.github.gru4j.datasets.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each token occurs in the texts that a vocabulary is learnt from. If there are too many different ones for the memory, the
 * rarest so far are forgotten; a vocabulary holds the commonest.
 */
final class TokenCounts {

    /** Some 200 megabytes. Not by the size of the heap: vocabularies must not depend on it. */
    private static final int MOST_DIFFERENT = 2_000_000;

    private final int mostDifferent;
    private final Map<String, long[]> counts = new HashMap<>();

    TokenCounts() {
        this(MOST_DIFFERENT);
    }

    /** @param mostDifferent how many different ones are remembered at most */
    TokenCounts(int mostDifferent) {
        this.mostDifferent = mostDifferent;
    }

    void add(List<String> text) {
        text.forEach(this::add);
    }

    void add(String token) {
        counts.computeIfAbsent(token, unused -> new long[1])[0]++;
        for (long rare = 1; counts.size() > mostDifferent; rare++) {
            forget(rare);
        }
    }

    private void forget(long rare) {
        counts.values().removeIf(count -> count[0] <= rare);
    }

    /** How many different ones there are. */
    int size() {
        return counts.size();
    }

    /**
     * The tokens that are there often enough. With a {@code minCount} of 2 what occurs once stays unknown: else no text to learn
     * from would hold an unknown token, and its embedding would keep its random start.
     *
     * @param minCount a token that occurs less often stays unknown
     * @param maxSize at most so many tokens: the commonest, of equally common ones those that come first in the order of strings
     */
    Vocabulary vocabulary(int minCount, int maxSize) {
        return Vocabulary.of(counts.entrySet().stream()
                .filter(entry -> entry.getValue()[0] >= minCount)
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> entry) -> entry.getValue()[0])
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(maxSize)
                .map(Map.Entry::getKey)
                .toList());
    }
}
