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

    private final Summary summary = Summary.of(Comparison.ofRuns(List.of(
            Records.run("gru", 2, 2, 0.5),
            Records.run("lstm", 1, Double.NaN, 1.5),
            Records.run("gru", 1, 1, 0.25),
            Records.run("gru", 3, 3, 4))));

    @Test
    void hasARowForEachTaskAndCell() {
        assertThat(summary.rows()).extracting(SummaryRow::cell).containsExactly("gru", "lstm");
        SummaryRow gru = summary.rows().get(0);
        assertThat(gru.task()).isEqualTo("echo");
        assertThat(gru.params()).isEqualTo(123);
        assertThat(gru.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(gru.values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(gru.mean()).isEqualTo(2);
        assertThat(gru.median()).isEqualTo(2);
        assertThat(gru.match()).isEqualTo(Match.WIDTH);
        assertThat(gru.hidden()).isEqualTo(4);
        assertThat(gru.modelBytes()).isEqualTo(492);
        assertThat(gru.diverged()).isZero();
        assertThat(gru.againstFirst()).isNull();
        // Student's interval is 2 -+ 2.484138, and no error is below 0.
        assertThat(gru.ci95().get(0)).isZero();
        assertThat(gru.ci95().get(1)).isCloseTo(4.484138, within(1e-5));
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
        SummaryRow gru = Summary.of(Comparison.ofRuns(List.of(
                        Records.run("gru", 1, 1, 0.25),
                        Records.run("gru", "gru4j onednn", 2, 2, 0.05),
                        Records.run("gru", 3, 3, 0.25))))
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
        assertThat(json.get("format").asInt()).isEqualTo(2);
        assertThat(json.get("missing").asInt()).isZero();
        assertThat(json.get("runs"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("gru2", "lstm1", "gru1", "gru3");
        JsonNode gru = json.get("rows").get(0);
        assertThat(gru.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "task",
                        "cell",
                        "match",
                        "hidden",
                        "params",
                        "modelBytes",
                        "metric",
                        "higherIsBetter",
                        "unit",
                        "mean",
                        "median",
                        "ci95",
                        "note",
                        "values",
                        "seeds",
                        "diverged",
                        "againstFirst",
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
        assertThat(lstm.get("diverged").asInt()).isEqualTo(1);
        assertThat(lstm.get("againstFirst").get("second").asText()).isEqualTo("lstm");
        assertThat(json.get("pairs")).hasSize(1);
        assertThat(json.get("pairs").get(0).get("outcome").asText()).isEqualTo("TOO_FEW_SEEDS");
    }

    @Test
    void cellsAreComparedOverTheSeedsThatBothHave() {
        CellPair pair = summary.rows().get(1).againstFirst();

        assertThat(pair.first()).isEqualTo("gru");
        assertThat(pair.seeds()).isEqualTo(1);
        assertThat(pair.wins()).isEqualTo(1);
        assertThat(pair.firstBetter()).isEqualTo(1);
    }

    /** The second cell has a run for each match, the first serves both. */
    @Test
    void hasRowsForEveryMatchAndSaysWhatIsMissing() {
        var plan = new PlanRecord(
                PlanRecord.FORMAT,
                List.of(new TaskPlan(TinyDataset.ECHO, List.of())),
                List.of("gru", "lstm"),
                List.of(1L, 2L),
                List.of(Match.WIDTH, Match.PARAMETERS),
                null,
                List.of(
                        planned("gru", Match.WIDTH, 1),
                        planned("gru", Match.WIDTH, 2),
                        planned("gru", Match.PARAMETERS, 1),
                        planned("gru", Match.PARAMETERS, 2),
                        planned("lstm", Match.PARAMETERS, 1)));

        Summary found =
                Summary.of(new Comparison(plan, List.of(Records.run("gru", 1, 1, 0.25), Records.run("lstm", 1, 2, 1))));

        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.rows())
                .extracting(row -> row.match() + " " + row.cell())
                .containsExactly("WIDTH gru", "PARAMETERS gru", "PARAMETERS lstm");
        assertThat(found.pairs()).extracting(CellPair::match).containsExactly(Match.PARAMETERS);
    }

    private static PlannedRun planned(String cell, Match match, long seed) {
        return new PlannedRun(TinyDataset.ECHO, cell, match, seed, cell + seed);
    }
}
