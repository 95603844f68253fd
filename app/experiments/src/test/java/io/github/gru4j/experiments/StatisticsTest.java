package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

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
