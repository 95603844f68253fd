package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES = List.of("Price", "temperature (C)", "volume", "id");

    @ParameterizedTest
    @CsvSource({"price,Price", "prcie,Price", "volumes,volume", "ID,id", "temperature,temperature (C)"})
    void slipsOfAFingerAreFound(String name, String meant) {
        assertThat(Nearest.hint(name, NAMES))
                .isEqualTo("; did you mean \"" + meant
                        + "\"? There are \"Price\", \"temperature (C)\", \"volume\", \"id\"");
    }

    @ParameterizedTest
    @CsvSource({"y", "humidity", "prices of last year"})
    void otherNamesAreOnlyListed(String name) {
        assertThat(Nearest.hint(name, NAMES)).startsWith("; there are \"Price\", ");
    }

    @Test
    void manyAndLongNamesAreCut() {
        assertThat(Nearest.hint("x".repeat(1_000_000), Collections.nCopies(10_000, "y".repeat(1_000_000))))
                .startsWith("; there are \"y")
                .endsWith("\"..., ...")
                .hasSizeLessThan(600);
    }
}
