package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.ResultsFile;
import io.github.gru4j.experiments.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Suites, matches, tuning and claims; report and repro of what they left. */
class ComparisonCommandsTest {

    @TempDir
    static Path folder;

    private static Path done;
    private static final StringWriter FIRST = new StringWriter();
    private static int firstCode;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void compare() throws IOException {
        SmallWave.write(folder);
        Files.writeString(folder.resolve("small.yaml"), """
                title: small
                cells: [gru, lstm]
                match: [width, parameters, time]
                tasks:
                  - data: wave.csv
                    target: height
                    window: 8
                    hidden: 6
                    epochs: 3
                    batch: 32
                  - data: gone.csv
                    target: height
                """);
        Files.writeString(folder.resolve("claims.yaml"), """
                - gru on wave: mean < 10 (equal parameters)
                - "lstm steps to 10 on wave <= gru's * 1"
                - gru on gone: mean < 1
                """);
        Files.writeString(folder.resolve("false.yaml"), "- gru on wave: mean < 0\n");
        done = folder.resolve("done");
        firstCode = Gru4j.run(
                new PrintWriter(FIRST),
                new PrintWriter(FIRST),
                "compare",
                "--suite",
                folder.resolve("small.yaml").toString(),
                "--data-root",
                folder.toString(),
                "--seeds",
                "2",
                "--jobs",
                "1",
                "--tune",
                "2",
                "--check",
                folder.resolve("claims.yaml").toString(),
                "--out",
                done.toString());
    }

    private static Comparison comparison() throws IOException {
        return ResultsFile.readComparison(done.resolve(ResultsFile.NAME));
    }

    @Test
    void aSuiteIsTrainedMatchedTunedAndChecked() throws IOException {
        assertThat(firstCode).as(FIRST.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        assertThat(FIRST.toString())
                .contains(
                        "gone is skipped: there is no gone.csv in " + folder,
                        "Equal width:",
                        "Equal parameters:",
                        "Equal training time:",
                        "Tuned with 2 trials for each task and cell, drawn from learning-rate=1e-4..1e-2:log",
                        "  wave, gru: learning-rate 0.0",
                        "gone was skipped: there is no gone.csv",
                        "Claim holds: gru on wave: mean < 10 (equal parameters) [mean 0.",
                        "Claim holds: lstm steps to 10 on wave <= gru's * 1 [lstm ",
                        "Claim not checked: gru on gone: mean < 1 [gone was skipped]");
        Comparison comparison = comparison();
        assertThat(comparison.plan().matches()).containsExactly(Match.values());
        assertThat(comparison.plan().tasks()).singleElement().satisfies(task -> {
            assertThat(task.task()).isEqualTo("wave");
            assertThat(task.arguments())
                    .containsExactly(
                            "--data", folder.resolve("wave.csv").toString(), "--window", "8", "--target", "height");
        });
        assertThat(comparison.plan().skipped()).hasSize(1);
        assertThat(comparison.runs()).hasSize(6);
        assertThat(comparison.plan().tuning().runs()).hasSize(4);
    }

    @Test
    void reportDrawsAgainWhatIsThere() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(done.resolve(ResultsFile.NAME), copy.resolve(ResultsFile.NAME));
        assertThat(run("report " + copy)).isEqualTo(ExitCodes.DONE);
        assertThat(copy.resolve("report.html")).hasSameTextualContentAs(done.resolve("report.html"));
        assertThat(copy.resolve("summary.json")).hasSameTextualContentAs(done.resolve("summary.json"));
        assertThat(out.toString()).contains("Equal parameters:", "Report: " + copy.resolve("report.html"));
    }

    @Test
    void reportLeavesTheFolderAloneIfToldWhere() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("alone"));
        Files.copy(done.resolve(ResultsFile.NAME), copy.resolve(ResultsFile.NAME));
        Path page = folder.resolve("page.html");
        assertThat(run("report " + copy + " --out " + page)).isEqualTo(ExitCodes.DONE);
        assertThat(page).hasSameTextualContentAs(done.resolve("report.html"));
        try (Stream<Path> files = Files.list(copy)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aClaimThatDoesNotHoldIsExitCodeThree() {
        assertThat(run("report " + done + " --check " + folder.resolve("false.yaml")))
                .isEqualTo(ExitCodes.CLAIM);
        assertThat(out.toString()).contains("Claim FAILS: gru on wave: mean < 0 [mean 0.");
        assertThat(run("report " + done + " --check " + folder.resolve("claims.yaml")))
                .isEqualTo(ExitCodes.DONE);
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(
                Arguments.of(
                        "- gru on wave: mean ~ 3", "line 1: \"gru on wave: mean ~ 3\", character 19: expected \">=\""),
                Arguments.of(
                        "# none\n\n- gru on tide: mean > 3",
                        "line 3: \"gru on tide: mean > 3\", character 8: unknown task"),
                Arguments.of("- rnn beats gru on wave", "character 1: unknown cell \"rnn\"; valid are: all, gru, lstm"),
                Arguments.of("gru beats lstm on wave", "line 1: expected a list of claims"),
                Arguments.of("- [a, b]", "line 1: expected a claim"),
                Arguments.of("- \"a", "line"));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void aClaimThatCannotBeReadIsWrongUsage(String claims, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), claims);
        assertThat(run("report " + done + " --check " + file)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("--check " + file + ": ", message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void claimsAreReadBeforeAnythingIsTrained() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad-name.yaml"), "- gru on chess: mean > 3\n");
        Path nowhere = folder.resolve("nowhere");
        assertThat(run("compare --quick --out " + nowhere + " --check " + bad)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("unknown task \"chess\"; valid are: text, series, digits");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void everyKindOfRunComesOutTheSame() throws IOException {
        Comparison comparison = comparison();
        String trial = comparison.plan().tuning().runs().get(1).run();
        RunRecord matched =
                comparison.outcomes("wave", "lstm", Match.PARAMETERS).get(0).run();
        for (String id : List.of(trial, matched.id().substring(0, 12))) {
            assertThat(run("repro " + done + " --run " + id)).as(err.toString()).isEqualTo(ExitCodes.DONE);
            assertThat(out.toString())
                    .contains(
                            "wave with lstm, seed ",
                            "The code, its versions and ND4J's threads are those of the run.",
                            "Equal, but for times and circumstances.")
                    .containsPattern("testMetric +[0-9.E-]+ +[0-9.E-]+ +equal")
                    .containsPattern("seconds .* does not count")
                    .doesNotContain("DIFFERS");
        }
    }

    @Test
    void aMetricThatDiffersIsExitCodeThree() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("forged"));
        RunRecord run = comparison().runs().get(0);
        Path file = copy.resolve(ResultsFile.NAME);
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(done.resolve(ResultsFile.NAME))) {
            JsonNode record = new ObjectMapper().readTree(line);
            lines.add(
                    record.path("id").asText().equals(run.id())
                            ? line.replaceAll(
                                            "\"testMetric\":[0-9.E-]+,\"testLoss\"",
                                            "\"testMetric\":0.125,\"testLoss\"")
                                    .replace(run.id(), "0000000000000000")
                            : line);
        }
        Files.write(file, lines);
        assertThat(run("repro " + copy + " --run 00000")).isEqualTo(ExitCodes.CLAIM);
        assertThat(out.toString())
                .contains(
                        "Not as it was, so that the run has another id now (" + run.id() + "):",
                        "gru4j's code is not that of the run",
                        "Different: testMetric")
                .containsPattern("testMetric +0.125 +.* +DIFFERS");
    }

    @Test
    void dataThatAreGoneOrOthersCannotBeTrainedOn() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("moved"));
        Path wave = copy.resolve("wave.csv");
        String results = Files.readString(done.resolve(ResultsFile.NAME));
        Files.writeString(
                copy.resolve(ResultsFile.NAME),
                results.replace(folder.resolve("wave.csv").toString(), wave.toString()));
        String id = comparison().runs().get(0).id();
        assertThat(run("repro " + copy + " --run " + id)).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(wave.toString());
        Files.writeString(wave, Files.readString(folder.resolve("wave.csv")).replace("\n7,", "\n7,1"));
        assertThat(run("repro " + copy + " --run " + id)).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("the data are not those of the run: expected the SHA-256");
    }

    /** A later comparison in the same folder may have cut the same file otherwise, under the same name. */
    @Test
    void dataAreThoseOfTheComparisonThatTheRunBelongsTo() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("two-plans"));
        String results = Files.readString(done.resolve(ResultsFile.NAME));
        String plan = results.lines()
                .filter(line -> line.startsWith("{\"plan\""))
                .reduce((first, last) -> last)
                .orElseThrow();
        var later = (ObjectNode) new ObjectMapper().readTree(plan.replace("\"--window\",\"8\"", "\"--window\",\"9\""));
        later.putNull("tuning");
        later.putArray("runs");
        Files.writeString(copy.resolve(ResultsFile.NAME), results + later + "\n");
        assertThat(later.toString()).contains("\"--window\",\"9\"");

        assertThat(run("repro " + copy + " --run " + comparison().runs().get(0).id()))
                .as(err.toString())
                .isEqualTo(ExitCodes.DONE);
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("repro DONE", "--run"),
                Arguments.of("repro DONE --run xyz", "no run has this id; ids are: "),
                Arguments.of("repro DONE --run ", "10 runs have ids that begin so; ids are: "),
                Arguments.of("report", "DIR"),
                Arguments.of("compare --match size", "unknown match \"size\"; valid are: width, parameters, time"),
                Arguments.of("compare --tune 0", "--tune is 0; valid are whole numbers from 1 to 1000"),
                Arguments.of("compare --tune-space l2=0|1", "--tune-space needs --tune"),
                Arguments.of(
                        "compare --tune 2 --tune-space speed=1..2",
                        "unknown setting \"speed\"; valid are: learning-rate"),
                Arguments.of(
                        "compare --tune 2 --tune-space hidden=4|8 --match width,parameters",
                        "expected the match width alone where the size of networks is drawn (hidden=4|8)"),
                Arguments.of(
                        "compare --tasks series --tune 2 --tune-space weight-decay=0.1|0.2",
                        "trial 1 of series draws weight-decay=0.1: the optimiser adam with weight decay is adamw"),
                Arguments.of("compare --data-root x", "--suite is missing"),
                Arguments.of(
                        "compare --suite none", "there is no such file; suites that come along are: embedded, real"),
                Arguments.of(
                        "compare --suite embedded --epochs 3", "--suite and options of training exclude each other"),
                Arguments.of("compare --suite embedded --tasks text", "--suite and --tasks exclude each other"),
                Arguments.of("compare --suite real --data-root none", "the data of none of its tasks are there"),
                Arguments.of("compare --check none.yaml", "--check none.yaml: there is no such file"));
    }

    @ParameterizedTest(name = "gru4j {0}")
    @MethodSource("wrongUsage")
    void wrongUsageGetsOneLine(String arguments, String line) {
        assertThat(run(arguments.replace("DONE", done.toString()))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(line);
    }

    @Test
    void aFolderWithoutResultsFails() {
        assertThat(run("report " + folder.resolve("empty"))).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("results.jsonl: there is no such file");
        assertThat(run("repro " + folder.resolve("empty") + " --run a")).isEqualTo(ExitCodes.FAILED);
    }

    private int run(String arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] args = Arrays.stream(arguments.split(" ", -1)).toArray(String[]::new);
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
