package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.layer.kernel.GruKernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest comparison, from the command line to the report. */
class CompareTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void trainsReportsAndGoesOnWhereItWas(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("new/report");

        assertThat(compare(report, 1)).isEqualTo(ExitCodes.DONE);
        String first = table();
        assertThat(first.lines().filter(line -> line.startsWith("series  "))).hasSize(2);
        assertThat(first)
                .contains("parameters", "95% t interval", "s/epoch", "implementation", "last value", "one seed");
        assertThat(first.lines().filter(line -> line.contains("gru4j " + GruKernels.choice())))
                .hasSize(1);
        assertThat(first.lines().filter(line -> line.contains("DL4J LSTM"))).hasSize(1);
        assertThat(out.toString()).contains("Report: " + report.resolve("report.html"));
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("series "));
        // Two runs and the plan.
        assertThat(Files.readAllLines(report.resolve("results.jsonl"))).hasSize(3);
        assertThat(report.resolve("report.html")).content().contains("GRU", "LSTM", "Mackey-Glass");
        holdsTheRows(new ObjectMapper().readTree(report.resolve("summary.json").toFile()));

        assertThat(compare(report, 1)).isEqualTo(ExitCodes.DONE);
        assertThat(table()).isEqualTo(first);
        assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("2 of 2 runs are in ");

        assertThat(compare(report, 2)).isEqualTo(ExitCodes.DONE);
        assertThat(err.toString().lines()).hasSize(3).first().asString().startsWith("2 of 4 runs are in ");
        assertThat(table()).contains(" to ").doesNotContain("one seed");
    }

    @Test
    void tasksWithANumberAreComparedToo(@TempDir Path folder) throws IOException {
        int exit = run(
                "compare --tasks adding-10,copy-5 --cells gru,bidirectional-gru --seeds 1 --hidden 8 --epochs 1 --jobs 1 --out "
                        + folder);

        // One epoch of a small network: whether it beats chance is not the question here.
        assertThat(exit).as(err.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        assertThat(table()).contains("adding-10", "predicts 1", "mse", "copy-5", "no memory", "nats per step");
        assertThat(Files.readAllLines(folder.resolve("results.jsonl")))
                .filteredOn(line -> !line.startsWith("{\"plan\""))
                .hasSize(4)
                .allMatch(run -> run.contains("\"examples\":6400,"));
        assertThat(folder.resolve("report.html"))
                .content()
                .containsIgnoringCase("what do the two marked of 10 numbers add up to?")
                .containsIgnoringCase("which 10 symbols came before");
    }

    private int run(String arguments) {
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), arguments.split(" "));
    }

    private static void holdsTheRows(JsonNode summary) {
        assertThat(summary.get("rows")).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("params").asLong()).isPositive();
            assertThat(row.get("metric").asText()).isEqualTo("rmse");
            assertThat(row.get("ci95")).hasSize(2);
            assertThat(row.get("mean").asDouble())
                    .isPositive()
                    .isLessThan(row.get("baseline").asDouble());
            assertThat(row.get("secondsPerEpoch").asDouble()).isPositive();
            assertThat(row.get("implementation").asText())
                    .isEqualTo(row.get("cell").asText().equals("gru") ? "gru4j " + GruKernels.choice() : "DL4J LSTM");
        });
    }

    private String table() {
        return out.toString().lines().takeWhile(line -> !line.isEmpty()).reduce("", (a, b) -> a + b + "\n");
    }

    private int compare(Path folder, int seeds) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Gru4j.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "compare",
                "--quick",
                "--tasks",
                "series",
                "--seeds",
                String.valueOf(seeds),
                "--jobs",
                "1",
                "--out",
                folder.toString());
    }
}
