package io.github.gru4j.datasets.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @Test
    void numbersAreToTheBitWhatJavaReads() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 40_000; i++) {
            double value =
                    switch (i % 4) {
                        case 0 -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
                        case 1 -> Double.longBitsToDouble(random.nextLong());
                        case 2 -> random.nextInt();
                        default -> random.nextFloat();
                    };
            if (Double.isFinite(value)) {
                var text =
                        switch (i % 3) {
                            case 0 -> Double.toString(value);
                            case 1 -> String.format(Locale.ROOT, "%." + random.nextInt(10) + "f", value);
                            default -> new BigDecimal(value).toPlainString();
                        };
                assertThat(Double.doubleToLongBits(Numbers.parse(text, '.')))
                        .as("%s, seed %d", text, seed)
                        .isEqualTo(
                                Double.doubleToLongBits(text.length() > 1000 ? Double.NaN : Double.parseDouble(text)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9007199254740992",
                "900719925474099.25",
                "00000000000000000000001.5",
                "-0",
                "+.5",
                "5.",
                "1e-400"
            })
    void edgesToo(String text) {
        assertThat(Numbers.parse(text, '.')).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1d",
                "1f",
                "0x1p3",
                "NaN",
                "Infinity",
                "1_000",
                "1,5",
                "1 2",
                "--1",
                "1e",
                "e5",
                "١"
            })
    void allElseIsNone(String text) {
        assertThat(Numbers.parse(text, '.')).isNaN();
    }

    @Test
    void theCommaCanBeThePoint() {
        assertThat(Numbers.parse("-1,25", ',')).isEqualTo(-1.25);
        assertThat(Numbers.parse("123456,789012345678", ',')).isEqualTo(Double.parseDouble("123456.789012345678"));
        assertThat(Numbers.parse("1.25", ',')).isNaN();
    }
}
