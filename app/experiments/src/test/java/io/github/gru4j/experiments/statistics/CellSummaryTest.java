package io.github.gru4j.experiments.statistics;

import static io.github.gru4j.experiments.statistics.Direction.HIGHER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Direction.LOWER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Samples.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CellSummaryTest {

    @Test
    void meanMedianAndInterval() {
        // Mean 2, s = 1, t(0.975, 2) = 4.302653 from tables: half width 4.302653 / sqrt(3) = 2.484138.
        CellSummary summary = CellSummary.of(runs("gru", 1, 2, 3), HIGHER_IS_BETTER);
        assertThat(summary.mean()).isEqualTo(2);
        assertThat(summary.median()).isEqualTo(2);
        assertThat(summary.interval().low()).isCloseTo(2 - 2.484138, within(1e-6));
        assertThat(summary.interval().high()).isCloseTo(2 + 2.484138, within(1e-6));
        assertThat(summary.note()).isEmpty();
    }

    @Test
    void oneRunHasNoInterval() {
        CellSummary summary = CellSummary.of(runs("gru", 0.7), HIGHER_IS_BETTER);
        assertThat(summary.mean()).isEqualTo(0.7);
        assertThat(summary.interval()).isEqualTo(Interval.NONE);
        assertThat(summary.note()).contains("one run");
    }

    @Test
    void equalValuesHaveNoInterval() {
        CellSummary summary = CellSummary.of(runs("gru", 1, 1, 1, 1, 1), HIGHER_IS_BETTER);
        assertThat(summary.mean()).isEqualTo(1);
        assertThat(summary.interval()).isEqualTo(Interval.NONE);
        assertThat(summary.note()).isEqualTo("no interval: all 5 runs gave the same value");
    }

    @Test
    void aDivergedRunTakesMeanAndIntervalAway() {
        CellSummary summary = CellSummary.of(runs("gru", 0.9, Double.NaN, 0.8, 0.7, 0.6), HIGHER_IS_BETTER);
        assertThat(summary.mean()).isNaN();
        assertThat(summary.interval()).isEqualTo(Interval.NONE);
        assertThat(summary.note()).isEqualTo("not available: 1 of 5 runs gave no number");
    }

    @Test
    void aDivergedRunIsTheWorstInTheMedian() {
        assertThat(CellSummary.of(runs("gru", 0.9, Double.NaN, 0.7), HIGHER_IS_BETTER)
                        .median())
                .isEqualTo(0.7);
        assertThat(CellSummary.of(runs("gru", 0.9, Double.NaN, 0.7), LOWER_IS_BETTER)
                        .median())
                .isEqualTo(0.9);
        assertThat(CellSummary.of(runs("gru", 3, Double.POSITIVE_INFINITY, Double.NaN), LOWER_IS_BETTER)
                        .median())
                .isNaN();
        assertThat(CellSummary.of(runs("gru", 3, Double.NaN), LOWER_IS_BETTER).median())
                .isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(CellSummary.of(runs("gru", 4, 1, 2, 3), LOWER_IS_BETTER).median())
                .isEqualTo(2.5);
    }

    @Test
    void runsNeedAValueForEachSeedAndNoSeedTwice() {
        assertThatThrownBy(() -> Runs.of("gru", new long[] {1, 2}, new double[] {0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 seeds and 1 values");
        assertThatThrownBy(() -> Runs.of("gru", new long[] {1, 1}, new double[] {0.5, 0.6}))
                .hasMessageContaining("every seed of gru once");
        assertThatThrownBy(() -> Runs.of("gru", new long[0], new double[0]))
                .hasMessageContaining("0 seeds and 0 values");
    }

    @Test
    void anIntervalCanBeCutToWhatIsPossible() {
        assertThat(new Interval(0.9, 1.1).cutTo(0, 1)).isEqualTo(new Interval(0.9, 1));
        assertThat(Interval.NONE.cutTo(0, 1)).isEqualTo(Interval.NONE);
        assertThat(Interval.NONE.leavesOut(0)).isFalse();
        assertThatThrownBy(() -> new Interval(1, 0)).hasMessageContaining("1.0 and 0.0");
    }
}
