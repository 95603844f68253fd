package io.github.gru4j.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FriedmanTestTest {

    @Test
    void hollanderAndWolfesRoundingOfFirstBase() {
        // Hollander and Wolfe 1973, p. 140, the example of R's ?friedman.test: seconds to round first base. R:
        // chi-squared =
        // 11.143, df = 2, p = 0.003805; scipy 1.17.1: 11.142857142857132, 0.003805040775511383.
        double[][] seconds = {
            {5.40, 5.50, 5.55}, {5.85, 5.70, 5.75}, {5.20, 5.60, 5.50}, {5.55, 5.50, 5.40}, {5.90, 5.85, 5.70},
            {5.45, 5.55, 5.60}, {5.40, 5.40, 5.35}, {5.45, 5.50, 5.35}, {5.25, 5.15, 5.00}, {5.85, 5.80, 5.70},
            {5.25, 5.20, 5.10}, {5.65, 5.55, 5.45}, {5.60, 5.35, 5.45}, {5.05, 5.00, 4.95}, {5.50, 5.50, 5.40},
            {5.45, 5.55, 5.50}, {5.55, 5.55, 5.35}, {5.45, 5.50, 5.55}, {5.50, 5.45, 5.25}, {5.65, 5.60, 5.40},
            {5.70, 5.65, 5.55}, {6.30, 6.30, 6.25}
        };
        FriedmanTest test = FriedmanTest.of(seconds);
        assertThat(test.tasks()).isEqualTo(22);
        assertThat(test.chiSquared()).isCloseTo(11.142857142857132, within(1e-9));
        assertThat(test.chiSquaredP()).isCloseTo(0.003805040775511383, within(1e-12));
    }

    @Test
    void demsarsDecisionTrees() {
        // Demšar 2006, section 3.2.2: mean ranks of four classifiers on 14 data sets; chi-squared 9.28, F 3.69 with 3
        // and 39
        // degrees of freedom. He does not correct for ties.
        FriedmanTest test = FriedmanTest.of(List.of(3.143, 2.000, 2.893, 1.964), 14, 0);
        assertThat(test.chiSquared()).isCloseTo(9.28, within(0.005));
        assertThat(test.f()).isCloseTo(3.69, within(0.005));
        assertThat(test.fP()).isBetween(0.01, 0.05);
    }

    @Test
    void theBestHasRankOneAndADivergedCellTheLast() {
        FriedmanTest test = FriedmanTest.of(new double[][] {{0.9, 0.8, Double.NEGATIVE_INFINITY}, {0.7, 0.6, 0.5}});
        assertThat(test.meanRanks()).containsExactly(1.0, 2.0, 3.0);
        assertThat(test.f()).isInfinite();
        assertThat(test.fP()).isZero();
    }

    @Test
    void allTiesAreNoDifference() {
        FriedmanTest test = FriedmanTest.of(new double[][] {{1, 1, 1}, {2, 2, 2}});
        assertThat(test.meanRanks()).containsExactly(2.0, 2.0, 2.0);
        assertThat(test.chiSquaredP()).isEqualTo(1);
        assertThat(test.fP()).isEqualTo(1);
    }
}
