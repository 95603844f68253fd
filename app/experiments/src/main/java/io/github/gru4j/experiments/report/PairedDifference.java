package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.SummaryRow;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * First minus second, over the seeds that both rows have.
 *
 * @param pairs number of seeds in both
 * @param mean of the differences; NaN with no pair, or when a run gave no number
 * @param low lower end of Student's 95% interval of the mean; the mean itself below two pairs
 * @param high upper end
 */
record PairedDifference(int pairs, double mean, double low, double high) {

    private static final double UPPER_TAIL = 0.975;

    static PairedDifference of(SummaryRow first, SummaryRow second) {
        double[] differences = IntStream.range(0, first.seeds().size())
                .filter(i -> second.seeds().contains(first.seeds().get(i)))
                .mapToDouble(i -> first.values().get(i)
                        - second.values()
                                .get(second.seeds().indexOf(first.seeds().get(i))))
                .toArray();
        int pairs = differences.length;
        double mean = IntStream.range(0, pairs)
                .mapToDouble(i -> differences[i])
                .average()
                .orElse(Double.NaN);
        if (pairs < 2 || !Double.isFinite(mean)) {
            return new PairedDifference(pairs, mean, mean, mean);
        }
        double squares = IntStream.range(0, pairs)
                .mapToDouble(i -> (differences[i] - mean) * (differences[i] - mean))
                .sum();
        double standardError = Math.sqrt(squares / (pairs - 1) / pairs);
        double reach = TDistribution.of(pairs - 1).inverseCumulativeProbability(UPPER_TAIL) * standardError;
        return new PairedDifference(pairs, mean, mean - reach, mean + reach);
    }

    boolean leavesZeroOut() {
        return low > 0 || high < 0;
    }
}
