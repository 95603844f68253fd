package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Statistics;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * First minus second, over the seeds that both rows have.
 *
 * @param pairs number of seeds in both
 * @param mean of the differences; NaN with no pair, or when a run gave no number
 * @param low lower end of Student's 95% interval of the mean; the mean itself below two pairs
 * @param high upper end
 */
record PairedDifference(int pairs, double mean, double low, double high) {

    static PairedDifference of(SummaryRow first, SummaryRow second) {
        List<Double> differences = IntStream.range(0, first.seeds().size())
                .filter(i -> second.seeds().contains(first.seeds().get(i)))
                .mapToObj(i -> first.values().get(i)
                        - second.values()
                                .get(second.seeds().indexOf(first.seeds().get(i))))
                .toList();
        List<Double> interval = Statistics.interval(differences);
        return new PairedDifference(differences.size(), Statistics.mean(differences), interval.get(0), interval.get(1));
    }

    boolean leavesZeroOut() {
        return low > 0 || high < 0;
    }
}
