package io.github.gru4j.datasets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"pipeline\": null", ", \"pipeline\": []", ", \"pipeline\": 1"})
    void documentsWithoutAPipelineAreRefused(String rest) {
        assertThatThrownBy(
                        () -> Pipelines.fromJson("{\"format\": \"gru4j pipeline\", \"formatVersion\": 1" + rest + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged: it holds no pipeline");
    }
}
