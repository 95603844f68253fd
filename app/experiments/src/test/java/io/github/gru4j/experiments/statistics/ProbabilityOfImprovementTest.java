package io.github.gru4j.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbabilityOfImprovementTest {

    @Test
    void theEndsAreWhereTheEstimateIsZErrorsAway() {
        // numpy 2.4.6, bisection of (estimate - p)² = 1.96² V(p) with V of Newcombe's method 5.
        assertThat(NewcombeInterval.of(1, new int[] {5}).low()).isCloseTo(0.64270282, within(1e-6));
        assertThat(NewcombeInterval.of(1, new int[] {5}).high()).isEqualTo(1);
        assertThat(NewcombeInterval.of(0.8, new int[] {5}).low()).isCloseTo(0.42909403, within(1e-6));
        assertThat(NewcombeInterval.of(0.8, new int[] {5}).high()).isCloseTo(0.95054708, within(1e-6));
        assertThat(NewcombeInterval.of(0.5, new int[] {10}).low()).isCloseTo(0.27351559, within(1e-6));
        assertThat(NewcombeInterval.of(0.5, new int[] {10}).high()).isCloseTo(0.72648441, within(1e-6));
    }

    @Test
    void oneCellsChanceIsTheOthersRest() {
        Interval interval = NewcombeInterval.of(0.7, new int[] {7});
        Interval mirrored = NewcombeInterval.of(0.3, new int[] {7});
        assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-9));
        assertThat(mirrored.high()).isCloseTo(1 - interval.low(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 0", "5, 1, 0", "5, 2, 0", "10, 0, 0", "10, 1, 0", "10, 2, 0", "5, 1, 0.5", "10, 1, 0.5"})
    void theIntervalCovers(int runs, double shift, double correlation) {
        var random = new Random(3);
        double truth = NormalDistribution.of(0, 1).cumulativeProbability(shift / Math.sqrt(2));
        int experiments = 2000;
        int covered = 0;
        for (int i = 0; i < experiments; i++) {
            double[] first = new double[runs];
            double[] second = new double[runs];
            for (int run = 0; run < runs; run++) {
                double own = random.nextGaussian();
                first[run] = shift + own;
                second[run] = correlation * own + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            covered += Coverage.holds(ProbabilityOfImprovement.of(first, second).interval(), truth) ? 1 : 0;
        }
        // Runs that the seed makes alike are compared more exactly than the interval knows.
        assertThat(100.0 * covered / experiments).isBetween(93.0, correlation > 0 ? 100.0 : 97.0);
    }
}
