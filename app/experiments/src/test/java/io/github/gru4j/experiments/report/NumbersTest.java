package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0.712345, 0.712345, 0.7123",
        "0.5, 0.712345, 0.5000",
        "12.3456, 12.3456, 12.35",
        "123456, 123456, 123456",
        "0.000123456, 0.000123456, 0.0001235",
        "0, 0, 0.0000",
        "NaN, NaN, n/a",
        "1.5, NaN, 1.5000",
        "Infinity, 1, n/a",
    })
    void fourSignificantDigitsOfTheReference(double value, double reference, String expected) {
        assertThat(Numbers.text(value, reference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "999, 999", "3200, 3.2k", "12800, 12.8k", "1500000, 1.5M", "-2000, -2k", "0, 0"})
    void ticksAreShort(double value, String expected) {
        assertThat(Numbers.tick(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"492, 492 B", "245760, '246 kB'", "12345678, '12.3 MB'"})
    void bytes(long count, String expected) {
        assertThat(Numbers.bytes(count)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.012345, 0.0123", "1234.4, '1,234'", "62.13, 62.1", "NaN, n/a"})
    void briefly(double value, String expected) {
        assertThat(Numbers.brief(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.012345, 0.05, 0.0123", "12.345, 12.345, 12.3", "NaN, 1, n/a"})
    void differencesHaveThreeDigits(double value, double reference, String expected) {
        assertThat(Numbers.difference(value, reference)).isEqualTo(expected);
    }
}
