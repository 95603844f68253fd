package io.github.gru4j.experiments.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** The exact two-sided sign test: are wins and losses equally likely? It asks for an order alone, and so takes diverged runs. */
final class SignTest {

    private SignTest() {}

    /** The p-value; ties are left out beforehand. At most 0.05 from 6 wins without a loss on. */
    static double pValue(int wins, int losses) {
        int seeds = wins + losses;
        if (seeds == 0) {
            return 1;
        }
        return Math.min(1, 2 * BinomialDistribution.of(seeds, 0.5).cumulativeProbability(Math.min(wins, losses)));
    }
}
