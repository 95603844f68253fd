package io.github.gru4j.experiments.statistics;

import static io.github.gru4j.experiments.statistics.Direction.HIGHER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Direction.LOWER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Samples.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    @Test
    void studentsSleepData() {
        // Cushny and Peebles 1905, R's data set "sleep"; t.test(extra ~ group, paired) of R: t = -4.0621, df = 9, p =
        // 0.002833,
        // 95% interval -2.4598858 to -0.7001142, mean of the differences -1.58. More digits from scipy 1.17.1,
        // ttest_rel.
        PairedComparison sleep = PairedComparison.of(
                runs("drug 1", 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
                runs("drug 2", 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
                HIGHER_IS_BETTER);
        assertThat(sleep.difference()).isCloseTo(-1.58, within(1e-12));
        assertThat(sleep.interval().low()).isCloseTo(-2.459885763276983, within(1e-12));
        assertThat(sleep.interval().high()).isCloseTo(-0.7001142367230175, within(1e-12));
        assertThat(sleep.difference() / sleep.standardError()).isCloseTo(-4.062127683382037, within(1e-12));
        assertThat(sleep.pValue()).isCloseTo(0.002832890197384273, within(1e-12));
        assertThat(sleep.wins()).isZero();
        assertThat(sleep.losses()).isEqualTo(9);
        assertThat(sleep.note()).isEmpty();
    }

    @Test
    void theProbabilityOfImprovementIsMannWhitneys() {
        // scipy 1.17.1: mannwhitneyu(first, second).statistic / 25.
        var better = PairedComparison.of(
                        runs("gru", 0.97, 0.98, 0.96, 0.99, 0.97),
                        runs("lstm", 0.95, 0.97, 0.96, 0.94, 0.98),
                        HIGHER_IS_BETTER)
                .firstBetter();
        assertThat(better.value()).isCloseTo(0.76, within(1e-15));
        assertThat(better.interval().isAvailable()).isTrue();
        assertThat(better.interval().leavesOut(0.76)).isFalse();
    }

    @Test
    void theProbabilityOfImprovementKnowsTheDirection() {
        var error = PairedComparison.of(runs("gru", 1, 2, 3), runs("lstm", 4, 5, 6), LOWER_IS_BETTER);
        assertThat(error.firstBetter().value()).isEqualTo(1);
        assertThat(error.firstBetter().interval()).isEqualTo(Interval.NONE);
        assertThat(error.wins()).isEqualTo(3);
    }

    @Test
    void differentSeedsAreRefused() {
        Runs first = Runs.of("gru", new long[] {1, 2}, new double[] {0.5, 0.6});
        Runs second = Runs.of("lstm", new long[] {2, 1}, new double[] {0.5, 0.6});
        assertThatThrownBy(() -> PairedComparison.of(first, second, HIGHER_IS_BETTER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same seeds in the same order")
                .hasMessageContaining("[1, 2] for gru and [2, 1] for lstm");
    }

    @Test
    void aDivergedRunLosesButHasNoDifference() {
        var comparison = PairedComparison.of(
                runs("gru", 0.9, 0.9, 0.9, 0.9, 0.8, 0.9),
                runs("lstm", Double.NaN, 0.8, 0.8, Double.POSITIVE_INFINITY, 0.9, 0.8),
                HIGHER_IS_BETTER);
        assertThat(comparison.difference()).isNaN();
        assertThat(comparison.interval()).isEqualTo(Interval.NONE);
        assertThat(comparison.note()).isEqualTo("not available: 2 of 6 runs of lstm gave no number");
        assertThat(comparison.wins()).isEqualTo(5);
        assertThat(comparison.losses()).isEqualTo(1);
        // 14 of the 64 ways in which six coins fall are as uneven as five to one.
        assertThat(comparison.pValue()).isCloseTo(14 / 64.0, within(1e-12));
        // Of 36 pairs, lstm's 0.9 wins one and ties five, and its three 0.8 tie one each.
        assertThat(comparison.firstBetter().value()).isCloseTo((36 - 1 - 2.5 - 1.5) / 36, within(1e-12));
    }

    @Test
    void twoDivergedRunsTie() {
        var comparison = PairedComparison.of(
                runs("gru", Double.NaN, Double.NaN), runs("lstm", Double.NaN, Double.NaN), LOWER_IS_BETTER);
        assertThat(comparison.wins()).isZero();
        assertThat(comparison.losses()).isZero();
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.firstBetter().value()).isEqualTo(0.5);
        assertThat(comparison.note())
                .isEqualTo("not available: 2 of 2 runs of gru and 2 of 2 runs of lstm gave no number");
    }

    @Test
    void equalDifferencesHaveNoSpreadToTellFrom() {
        // As doubles, these differences are not quite the same.
        var comparison = PairedComparison.of(
                runs("gru", 0.9, 0.8, 0.7, 0.6, 0.5, 0.4),
                runs("lstm", 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
                HIGHER_IS_BETTER);
        assertThat(comparison.difference()).isCloseTo(0.1, within(1e-12));
        assertThat(comparison.interval()).isEqualTo(Interval.NONE);
        assertThat(comparison.note()).isEqualTo("no interval: the difference is the same with all 6 seeds");
        assertThat(comparison.pValue()).isCloseTo(2 / 64.0, within(1e-12));
    }

    @Test
    void oneSeedGivesADifferenceAlone() {
        var comparison = PairedComparison.of(runs("gru", 0.9), runs("lstm", 0.8), HIGHER_IS_BETTER);
        assertThat(comparison.difference()).isCloseTo(0.1, within(1e-12));
        assertThat(comparison.pValue()).isNaN();
        assertThat(comparison.interval()).isEqualTo(Interval.NONE);
        assertThat(comparison.note()).contains("one seed");
    }
}
