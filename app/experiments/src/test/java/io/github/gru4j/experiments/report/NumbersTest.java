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
}
