package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What counting reaches: the bits that the test text costs with the frequencies of training, all counts one higher (Laplace). */
final class NextTokenBaselines {

    private static final long BYTES_OF_A_PAIR = 96;
    private static final int SHARE_OF_HEAP = 8;

    /** Padding is never said. */
    private final int outcomes;

    private final long[] singles;
    private final Map<Long, Integer> pairs = new HashMap<>();
    private final long[] before;
    private final long mostPairs;
    private boolean pairsFit = true;
    private long total;
    private int last = -1;

    private double singleBits;
    private double pairBits;
    private long said;

    NextTokenBaselines(int vocabulary) {
        this(vocabulary, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_OF_A_PAIR);
    }

    /** @param mostPairs if there are more, pairs are not counted */
    NextTokenBaselines(int vocabulary, long mostPairs) {
        this.outcomes = vocabulary - 1;
        this.singles = new long[vocabulary];
        this.before = new long[vocabulary];
        this.mostPairs = mostPairs;
    }

    /** The next token begins a text of its own. */
    void begin() {
        last = -1;
    }

    void train(int token) {
        singles[token]++;
        total++;
        if (last >= 0 && pairsFit) {
            pairs.merge(pair(last, token), 1, Integer::sum);
            before[last]++;
            if (pairs.size() > mostPairs) {
                pairsFit = false;
                pairs.clear();
            }
        }
        last = token;
    }

    void test(int token) {
        if (last >= 0) {
            singleBits -= log2((singles[token] + 1.0) / (total + outcomes));
            pairBits -= log2((pairs.getOrDefault(pair(last, token), 0) + 1.0) / (before[last] + outcomes));
            said++;
        }
        last = token;
    }

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** In bits per token, the lowest first. */
    List<Baseline> all() {
        var all = new ArrayList<>(List.of(new Baseline("unigrams, add one", singleBits / said)));
        if (pairsFit) {
            all.add(new Baseline("bigrams, add one", pairBits / said));
        }
        all.sort(Comparator.comparingDouble(Baseline::value));
        return List.copyOf(all);
    }
}
