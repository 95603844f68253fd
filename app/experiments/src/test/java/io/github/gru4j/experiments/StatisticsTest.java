package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theIntervalIsStudents() {
        // Mean 2, s = 1, t(0.975, 2) = 4.302653 from tables: half width 4.302653 / sqrt(3) = 2.484138.
        assertThat(Statistics.mean(List.of(1.0, 2.0, 3.0))).isEqualTo(2.0);
        List<Double> interval = Statistics.interval(List.of(1.0, 2.0, 3.0));
        assertThat(interval.get(0)).isCloseTo(2 - 2.484138, within(1e-5));
        assertThat(interval.get(1)).isCloseTo(2 + 2.484138, within(1e-5));
    }

    @Test
    void twoValuesHaveOneDegreeOfFreedom() {
        // t(0.975, 1) = 12.706205 and s / sqrt(2) = 0.5 for values 0 and 1.
        List<Double> interval = Statistics.interval(List.of(0.0, 1.0));
        assertThat(interval.get(1)).isCloseTo(0.5 + 6.353102, within(1e-5));
    }

    @Test
    void oneValueSaysNothingAboutItsSpread() {
        assertThat(Statistics.interval(List.of(0.7))).containsExactly(0.7, 0.7);
    }

    @Test
    void equalValuesHaveAnEmptyInterval() {
        assertThat(Statistics.interval(List.of(0.5, 0.5, 0.5))).containsExactly(0.5, 0.5);
    }

    @Test
    void aFailureIsNotAveragedAway() {
        assertThat(Statistics.mean(List.of(1.0, Double.NaN))).isNaN();
        assertThat(Statistics.interval(List.of(1.0, Double.NaN))).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void betterDependsOnTheDirectionAndIsNeverSaidOfAFailure() {
        assertThat(Statistics.better(2, 1, true)).isTrue();
        assertThat(Statistics.better(2, 1, false)).isFalse();
        assertThat(Statistics.better(Double.NaN, 1, true)).isFalse();
        assertThat(Statistics.better(1, Double.NaN, false)).isFalse();
    }

    @Test
    void ranges() {
        assertThat(Statistics.range(List.of(2.0, 1.0, 3.0))).containsExactly(1.0, 3.0);
        assertThat(Statistics.range(List.of(2.0, Double.NaN))).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void medians() {
        assertThat(Statistics.median(List.of(5.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.median(List.of(Double.NaN, 3.0, 1.0))).isEqualTo(3.0);
        assertThat(Statistics.median(List.of(Double.NaN, 1.0))).isNaN();
    }
}
