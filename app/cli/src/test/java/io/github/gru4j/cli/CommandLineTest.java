package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("", "no command given"),
                Arguments.of(
                        "compar",
                        "valid are: compare, report, repro, train, evaluate, predict, forecast, generate, data, inspect, import, export,"
                                + " sample, doctor, bench"),
                Arguments.of("compar", "unknown command \"compar\" (did you mean compare or "),
                Arguments.of("compare --tasks txt", "unknown task \"txt\"; valid are: text, series, digits"),
                Arguments.of(
                        "compare --tasks text,adding-5",
                        "adding-5: expected a length from 10 to 2000, as in adding-100"),
                Arguments.of(
                        "compare --tasks copy-20,copy",
                        "unknown task \"copy\"; valid are: text, series, digits, adding-N"),
                Arguments.of("compare --tasks adding-20 --embedding 8", "--embedding is for tokens"),
                Arguments.of("compare --tasks text,,digits", "unknown task \"\"; valid are: text, series, digits"),
                Arguments.of(
                        "compare --cells gru,gre",
                        "unknown cell \"gre\"; valid are: gru, gru-reset-before, gru-update-bias-1, lstm, simple-rnn"),
                Arguments.of("compare --seeds 0", "--seeds is 0; valid are whole numbers from 1"),
                Arguments.of("compare --seeds -1", "--seeds is -1; valid are whole numbers from 1"),
                Arguments.of("compare --seeds 2000000000", "valid are whole numbers from 1 to 1000"),
                Arguments.of("compare --seeds many", "--seeds"),
                Arguments.of("compare --jobs 0", "--jobs is 0; valid are whole numbers from 1"),
                Arguments.of(
                        "compare --sed 3",
                        "unknown option \"--sed\" of gru4j compare (did you mean --seeds or --season?); see gru4j compare --help"),
                Arguments.of("compare --tasks", "--tasks"),
                Arguments.of("compare text", "takes options only, found \"text\""),
                Arguments.of("bench --what infer", "which the launcher starts: ./gru4j bench --what infer;"),
                Arguments.of("doctor --quick", "unknown option \"--quick\" of gru4j doctor"));
    }

    @ParameterizedTest(name = "gru4j {0}")
    @MethodSource("wrongUsage")
    void wrongUsageGetsOneLineAndExitCodeTwo(String arguments, String line) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(ExitCodes.USAGE);

        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("gru4j: ")
                .contains(line);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "compare --help",
                "report --help",
                "repro --help",
                "train --help",
                "evaluate --help",
                "predict --help",
                "forecast --help",
                "generate --help",
                "data --help",
                "data describe --help",
                "inspect --help",
                "import --help",
                "export --help",
                "sample --help",
                "doctor --help",
                "bench --help"
            })
    void helpShowsUsageAndExitCodes(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString()).contains("Usage: gru4j", "--help", "--version", "--stacktrace", "wrong usage");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "compare --version", "doctor --version"})
    void versionNamesWhatMatters(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString()).contains("gru4j ", "Deeplearning4j 1.0.0-M2.1", "Java ");
    }

    @Test
    void helpOfCompareListsTasksCellsAndDefaults() {
        run("compare", "--help");

        assertThat(out.toString()).contains("text, series, digits", "bidirectional-lstm", "gru,lstm", "gru4j-report");
    }

    @Test
    void anOutThatIsAFileFailsInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(run("compare", "--out", file.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(file.toString(), "it is a file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void anOutBelowAFileFailsInOneLine(@TempDir Path folder) throws IOException {
        Path below = Files.writeString(folder.resolve("file"), "mine").resolve("out");

        assertThat(run("compare", "--out", below.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(below.toString());
    }

    @Test
    void stacktraceShowsWhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(run("compare", "--stacktrace", "--out", file.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("\tat io.github.gru4j");
    }

    @Test
    void doctorSaysWhatItRunsOn() {
        assertThat(run("doctor")).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString())
                .contains(
                        "Java",
                        "1.0.0-M2.1",
                        "BLAS",
                        "Processor",
                        "Threads",
                        "Heap limit",
                        "Off-heap limit",
                        "GRU kernel");
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... args) {
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
