package io.github.gru4j.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilcoxonSignedRankTest {

    @Test
    void hollanderAndWolfesDepressionScores() {
        // Hollander and Wolfe 1973, p. 29, the example of R's ?wilcox.test: V = 40, p = 0.01953 one-sided; scipy
        // 1.17.1,
        // wilcoxon: 0.0390625 two-sided.
        var test = WilcoxonSignedRank.of(
                1.83 - 0.878,
                0.50 - 0.647,
                1.62 - 0.598,
                2.48 - 2.05,
                1.68 - 1.06,
                1.88 - 1.29,
                1.55 - 1.06,
                3.06 - 3.14,
                1.30 - 1.29);
        assertThat(test.plus()).isEqualTo(40);
        assertThat(test.minus()).isEqualTo(5);
        assertThat(test.pValue()).isCloseTo(0.0390625, within(1e-15));
    }

    @Test
    void demsarsDecisionTreesWithTiesAndZeros() {
        // Demšar 2006, table 2, differences of C4.5 and C4.5+m on 14 data sets, two of them zero. scipy 1.17.1:
        // wilcoxon with
        // the exhaustive PermutationMethod, zeros left out: statistic 6.5, p = 0.00732421875.
        var test = WilcoxonSignedRank.of(
                -0.005, 0.008, -0.017, -0.033, -0.006, 0.005, -0.007, 0, -0.063, 0, -0.022, -0.047, -0.009, -0.021);
        assertThat(test.pairs()).isEqualTo(12);
        assertThat(Math.min(test.plus(), test.minus())).isEqualTo(6.5);
        assertThat(test.pValue()).isCloseTo(0.00732421875, within(1e-15));
    }

    @Test
    void theLeastPValueOfFiveIsOneInSixteen() {
        assertThat(WilcoxonSignedRank.of(1, 2, 3, 4, 5).pValue()).isEqualTo(0.0625);
        assertThat(WilcoxonSignedRank.of(-1, -2, -3, -4, -5, -6).pValue()).isEqualTo(0.03125);
    }

    @Test
    void noDifferenceIsNoEvidence() {
        assertThat(WilcoxonSignedRank.of(0, 0, 0).pValue()).isEqualTo(1);
        assertThat(WilcoxonSignedRank.of(1, -1).pValue()).isEqualTo(1);
    }

    @Test
    void infinityIsTheLargestDifference() {
        var test = WilcoxonSignedRank.of(1, -2, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(test.plus()).isEqualTo(1 + 3.5 + 3.5);
        assertThatThrownBy(() -> WilcoxonSignedRank.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyPairsAreNoTrouble() {
        double[] differences = new double[300];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = i % 2 == 0 ? i + 1 : -(i + 1);
        }
        // Normal approximation: mean 22575, W = 22500, deviation 1505: z = 0.0498.
        assertThat(WilcoxonSignedRank.of(differences).pValue()).isCloseTo(0.9605, within(1e-3));
    }
}
