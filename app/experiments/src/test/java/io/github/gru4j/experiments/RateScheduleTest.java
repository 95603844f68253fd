package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
        "STEP, 999, 0.1",
        "EXPONENTIAL, 0, 1",
        "EXPONENTIAL, 500, 0.1",
        "EXPONENTIAL, 999, 0.01",
        "POLYNOMIAL, 0, 1",
        "POLYNOMIAL, 300, 0.7",
        "POLYNOMIAL, 999, 0",
        "ONE_CYCLE, 0, 0.04",
        "ONE_CYCLE, 150, 0.52",
        "ONE_CYCLE, 299, 1",
        "ONE_CYCLE, 650, 0.5",
        "ONE_CYCLE, 999, 0"
    })
    void goesOnAsItsNameSays(RateSchedule schedule, int batch, double share) {
        assertThat(schedule.of(4, 1000).valueAt(batch, 0)).isCloseTo(4 * share, within(0.06));
    }

    /** The formulae of PyTorch's PolynomialLR, ExponentialLR (gamma 0.01^(1/20)), CosineAnnealingLR and OneCycleLR, of 20 batches at 0.1. */
    @ParameterizedTest
    @CsvSource({
        "POLYNOMIAL, 0, 0.1",
        "POLYNOMIAL, 7, 0.065",
        "POLYNOMIAL, 19, 0.005",
        "EXPONENTIAL, 1, 0.0794328",
        "EXPONENTIAL, 19, 0.00125893",
        "COSINE, 0, 0.1",
        "COSINE, 5, 0.0853553",
        "COSINE, 19, 0.000615583",
        "ONE_CYCLE, 0, 0.004",
        "ONE_CYCLE, 1, 0.0131672",
        "ONE_CYCLE, 3, 0.0668328",
        "ONE_CYCLE, 5, 0.1",
        "ONE_CYCLE, 6, 0.0987464",
        "ONE_CYCLE, 12, 0.0500002",
        "ONE_CYCLE, 19, 0.0000004"
    })
    void isThatOfTheFormulaAtEveryBatchOfAShortTraining(RateSchedule schedule, int batch, double rate) {
        assertThat(schedule.of(0.1, 20).valueAt(batch, 0)).isCloseTo(rate, withinPercentage(0.01));
    }

    @Test
    void followsItsFormulaCloselyInALongTraining() {
        var cycle = RateSchedule.ONE_CYCLE.of(1, 50_000);
        for (int batch = 0; batch < 50_000; batch += 7) {
            assertThat(cycle.valueAt(batch, 0)).isCloseTo(RateSchedule.ONE_CYCLE.share(batch, 50_000), within(0.015));
        }
    }

    @Test
    void followsACorrectionCloselyToo() {
        var rate = RateSchedule.CONSTANT.of(1, 50_000, t -> 1 - Math.pow(0.999, t + 1));
        for (int batch = 0; batch < 50_000; batch++) {
            assertThat(rate.valueAt(batch, 0))
                    .isCloseTo(1 - Math.pow(0.999, batch + 1), withinPercentage(2))
                    .isLessThanOrEqualTo(1);
        }
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
