package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small data of every kind, from the command line to what it says of them. */
class OwnDataTest {

    @TempDir
    static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeFiles() throws IOException {
        var random = new Random(5);
        Files.write(
                folder.resolve("wave.csv"),
                Stream.concat(
                                Stream.of("hour,height,wind"),
                                IntStream.range(0, 300)
                                        .mapToObj(t -> t + "," + Math.sin(t / 4.0) + "," + random.nextInt(9)))
                        .toList());
        var rows = new ArrayList<String>();
        var texts = new ArrayList<String>(List.of("text,label"));
        for (int i = 0; i < 60; i++) {
            boolean up = i % 2 == 0;
            rows.add((up ? "1,2,3,4," : "4,3,2,1,") + random.nextInt(3) + (up ? ",up" : ",down"));
            texts.add((up ? "good film " : "bad film ") + random.nextInt(1000) + (up ? ",yes" : ",no"));
        }
        Files.write(folder.resolve("slopes.csv"), rows);
        Files.write(folder.resolve("films.csv"), texts);
        Files.writeString(folder.resolve("song.txt"), "la la lo li la lu ".repeat(60));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(
                        "--data wave.csv --target height --window 8 --horizon 2 --time-column hour --unit m",
                        "wave",
                        "rmse",
                        "last value"),
                Arguments.of("--data slopes.csv --kind sequences --label-last", "slopes", "accuracy", "majority class"),
                Arguments.of("--data films.csv --kind words", "films", "accuracy", "majority class"),
                Arguments.of("--data films.csv --kind text --max-length 20", "films", "accuracy", "majority class"),
                Arguments.of("--data song.txt --kind language-model --window 9", "song", "bits per token", "bigrams"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void isDescribed(String options, String task, String metric, String baseline) {
        assertThat(run("data describe " + options)).as(err.toString()).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString())
                .contains("Task", task + ": ", "Sequences", "Lengths", "Missing values", "[32, ", "SHA-256")
                .contains(metric, baseline);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void isComparedWithAReport(String options, String task, String metric, String baseline, @TempDir Path report)
            throws IOException {
        int code = run(
                "compare --seeds 1 --jobs 1 --epochs 2 --hidden 6 --task-name mine --out " + report + " " + options);
        assertThat(code).as(err.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        assertThat(out.toString().lines().filter(line -> line.startsWith("mine  ")))
                .hasSize(2);
        assertThat(out.toString()).contains(metric, baseline, "Report: " + report.resolve("report.html"));
        assertThat(report.resolve("report.html"))
                .content()
                .contains("mine", metric, baseline, "Recurrent width 6")
                .doesNotContain("Mackey", "CLDR", "null");
        assertThat(Files.readAllLines(report.resolve("results.jsonl"))).hasSize(3);

        assertThat(run("compare --seeds 1 --jobs 1 --epochs 2 --hidden 6 --task-name mine --out " + report + " "
                        + options))
                .isEqualTo(code);
        assertThat(err.toString()).contains("2 of 2 runs are in ");
    }

    @Test
    void aRunIsReusedUnderAnotherTitleAndTheReportHasThePresentOne(@TempDir Path report) {
        String options =
                "compare --seeds 1 --jobs 1 --epochs 1 --hidden 3 --data films.csv --kind words --out " + report;
        run(options + " --title good-or-bad");
        assertThat(report.resolve("report.html")).content().contains("ood-or-bad");
        run(options + " --title liked-or-not");
        assertThat(err.toString()).contains("2 of 2 runs are in ");
        assertThat(report.resolve("report.html"))
                .content()
                .contains("iked-or-not")
                .doesNotContain("ood-or-bad");
    }

    @Test
    void whereTheReportCannotGoIsSaidBeforeDataAreRead(@TempDir Path report) throws IOException {
        Path file = Files.writeString(report.resolve("file"), "mine");
        assertThat(run("compare --data torn-or-not-there.csv --target height --out " + file))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("cannot write results to " + file + ": it is a file; give a directory");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyWaitsForAPipe(@TempDir Path pipes) throws IOException, InterruptedException {
        Path pipe = pipes.resolve("pipe.csv");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        for (String kind : List.of(
                "text",
                "words",
                "language-model",
                "series --target a",
                "sequences --label-last",
                "images --labels-file a")) {
            assertThat(run("data describe --data " + pipe + " --kind " + kind)).isEqualTo(ExitCodes.FAILED);
            assertThat(err.toString().lines()).hasSize(1).first().asString().contains("pipe.csv", "is no regular file");
        }
        assertThat(run("data describe --data " + pipe)).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void sequencesThatAreInTwoSplitsAreCounted() throws IOException {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            rows.add(i + ",2,3," + i % 2);
            rows.add(i + ",2,3," + i % 2);
        }
        Files.write(folder.resolve("twice.csv"), rows);
        Files.write(folder.resolve("seen.csv"), List.of("0,2,3,0", "1,2,3,1", "77,2,3,1", "4,2,3,0"));
        Files.write(folder.resolve("new.csv"), List.of("90,2,3,0", "91,2,3,1"));
        run(
                "data describe --kind sequences --data twice.csv --label-last --validation-data new.csv --test-data seen.csv");
        assertThat(out.toString())
                .containsPattern("Seen in training +0 validation and 3 test sequences are in training, too, as a");
    }

    @Test
    void allBaselinesOfAForecastArePrinted(@TempDir Path report) {
        run("compare --seeds 1 --cells gru --epochs 1 --out " + report
                + " --data wave.csv --target height --season 25 --window 30");
        assertThat(out.toString())
                .containsPattern("wave: test rmse of the naive baselines: last value \\d.*, seasonal naive .*, linear");
    }

    @Test
    void aCellThatWouldSeeTheAnswerIsRefused() {
        assertThat(run("compare --cells gru,bidirectional-gru --data song.txt --kind language-model"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("--cells bidirectional-gru", "see the token that it is to name");
    }

    @Test
    void anEmbeddingOfNumbersIsRefused() {
        assertThat(run("compare --embedding 3 --data wave.csv --target height")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--embedding is for tokens");
    }

    @Test
    void defectsOfDataAreOneLineWithTheirPlace() throws IOException {
        Files.writeString(folder.resolve("torn.csv"), "hour,height\n1,2\n2,n.a.\n");
        for (String command : new String[] {"compare", "data describe"}) {
            err.getBuffer().setLength(0);
            assertThat(run(command + " --data wave.csv --target hight")).isEqualTo(ExitCodes.FAILED);
            assertThat(err.toString().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("gru4j: ")
                    .contains("wave.csv", "row 1", "did you mean \"height\"?")
                    .doesNotContain("--stacktrace");
            err.getBuffer().setLength(0);
            assertThat(run(command + " --data torn.csv --target height")).isEqualTo(ExitCodes.FAILED);
            assertThat(err.toString().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("torn.csv", "row 3", "height", "n.a.");
        }
        assertThat(run("data describe --kind series --target a --data none.csv"))
                .isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void everythingThereIsIsListed() {
        assertThat(run("data list")).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString().lines()).hasSize(7);
        assertThat(out.toString())
                .contains("text", "[batch, 1, time up to 24]", "digits", "mnist", "[batch, 28, 28]")
                .contains("any adding-N, N from 10 to 2000", "any copy-N", "[batch, 9, time]");
    }

    @ParameterizedTest
    @MethodSource
    void embeddedSetsAreDescribed(String name, String line) {
        assertThat(run("data describe " + name)).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString()).contains(line);
    }

    static Stream<Arguments> embeddedSetsAreDescribed() {
        return Stream.of(
                Arguments.of("text", "a token of a vocabulary"),
                Arguments.of("series", "first target of the test split"),
                Arguments.of("digits", "28 numbers"),
                Arguments.of("adding-10", "predicts 1 0.1667"),
                Arguments.of("copy-5", "one of 9 classes, at every step"));
    }

    @Test
    void whatDoesNotExistIsWrongUsage() {
        assertThat(run("data fetch imagenet")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("valid are: mnist");
        assertThat(run("data describe imagenet")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("data describe")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("data describe adding-5")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("adding-5: expected a length from 10 to 2000");
        assertThat(run("data")).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
    }

    /** File names are those in the folder. */
    private int run(String arguments) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        String[] args = Arrays.stream(arguments.split(" "))
                .map(arg -> arg.contains(".") && !arg.startsWith("/") && Files.exists(folder.resolve(arg))
                        ? folder.resolve(arg).toString()
                        : arg)
                .toArray(String[]::new);
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
