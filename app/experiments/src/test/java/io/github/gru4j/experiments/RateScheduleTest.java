package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 0, 1",
        "CONSTANT, 999, 1",
        "COSINE, 0, 1",
        "COSINE, 250, 0.8536",
        "COSINE, 500, 0.5",
        "COSINE, 999, 0",
        "STEP, 0, 1",
        "STEP, 499, 1",
        "STEP, 500, 0.3333",
        "STEP, 749, 0.3333",
        "STEP, 750, 0.1",
        "STEP, 999, 0.1"
    })
    void goesOnAsItsNameSays(RateSchedule schedule, int batch, double share) {
        assertThat(schedule.of(4, 1000).valueAt(batch, 0)).isCloseTo(4 * share, within(0.05));
    }

    @ParameterizedTest
    @EnumSource
    void isAboveZeroToTheEndAndBeyond(RateSchedule schedule) {
        for (int batches : new int[] {1, 2, 3, 199, 200, 201, 5000}) {
            for (int batch = 0; batch <= batches; batch++) {
                assertThat(schedule.of(0.01, batches).valueAt(batch, 0))
                        .as("batch %d of %d", batch, batches)
                        .isPositive()
                        .isLessThanOrEqualTo(0.01);
            }
        }
    }

    @Test
    void aCosineNeverRises() {
        var cosine = RateSchedule.COSINE.of(1, 777);
        for (int batch = 1; batch < 777; batch++) {
            assertThat(cosine.valueAt(batch, 0)).isLessThanOrEqualTo(cosine.valueAt(batch - 1, 0));
        }
    }
}
