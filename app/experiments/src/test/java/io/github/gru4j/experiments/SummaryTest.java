package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    @TempDir
    Path directory;

    private final Summary summary = Summary.of(List.of(
            Records.run("gru", 2, 2, 0.5),
            Records.run("lstm", 1, Double.NaN, 1.5),
            Records.run("gru", 1, 1, 0.25),
            Records.run("gru", 3, 3, 4)));

    @Test
    void hasARowForEachTaskAndCell() {
        assertThat(summary.rows()).extracting(SummaryRow::cell).containsExactly("gru", "lstm");
        SummaryRow gru = summary.rows().get(0);
        assertThat(gru.task()).isEqualTo("echo");
        assertThat(gru.params()).isEqualTo(123);
        assertThat(gru.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(gru.values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(gru.mean()).isEqualTo(2);
        assertThat(gru.ci95().get(0)).isCloseTo(-0.484138, within(1e-5));
        assertThat(gru.secondsPerEpoch()).isEqualTo(0.5);
        assertThat(gru.secondsRange()).containsExactly(0.25, 4.0);
        assertThat(gru.clock()).isEqualTo("cpu");
        assertThat(gru.implementation()).isEqualTo("gru4j nd4j");
        assertThat(summary.rows().get(1).implementation()).isEqualTo("DL4J LSTM");
        assertThat(gru.quick()).isFalse();
        assertThat(gru.cutOff()).isFalse();
        assertThat(gru.caveats()).isEmpty();
        assertThat(gru.beatsBaseline()).isFalse();
        assertThat(gru.baseline()).isEqualTo(0.5);
        assertThat(gru.baselineName()).isEqualTo("majority class");
        assertThat(gru.unit()).isEqualTo("m");
        assertThat(gru.higherIsBetter()).isFalse();
    }

    @Test
    void saysThatTheRunsOfACellAreOfMoreThanOneImplementation() {
        SummaryRow gru = Summary.of(List.of(
                        Records.run("gru", 1, 1, 0.25),
                        Records.run("gru", "gru4j onednn", 2, 2, 0.05),
                        Records.run("gru", 3, 3, 0.25)))
                .rows()
                .get(0);

        assertThat(gru.implementation()).isEqualTo("gru4j nd4j and gru4j onednn");
        assertThat(gru.caveats())
                .containsExactly("Runs of gru were computed by more than one implementation (gru4j nd4j, gru4j onednn):"
                        + " the seconds per epoch mix them.");
    }

    @Test
    void isWrittenAsJsonThatEveryReaderTakes() throws IOException {
        summary.write(directory);
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("summary.json").toFile());
        assertThat(json.get("format").asInt()).isEqualTo(1);
        assertThat(json.get("runs")).extracting(JsonNode::asText).containsExactly("gru2", "lstm1", "gru1", "gru3");
        JsonNode gru = json.get("rows").get(0);
        assertThat(gru.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "task",
                        "cell",
                        "params",
                        "metric",
                        "higherIsBetter",
                        "unit",
                        "mean",
                        "ci95",
                        "values",
                        "seeds",
                        "secondsPerEpoch",
                        "secondsRange",
                        "clock",
                        "implementation",
                        "quick",
                        "cutOff",
                        "caveats",
                        "baseline",
                        "baselineName");
        assertThat(gru.get("ci95")).hasSize(2);
        assertThat(gru.get("implementation").asText()).isEqualTo("gru4j nd4j");
        JsonNode lstm = json.get("rows").get(1);
        assertThat(lstm.get("mean").isNull()).isTrue();
        assertThat(lstm.get("ci95").get(0).isNull()).isTrue();
    }
}
