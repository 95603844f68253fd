package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.samples.Sample;
import io.github.gru4j.samples.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listNamesEverySampleWithWhatItShows() {
        assertThat(run("sample", "--list")).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString().lines()).hasSameSizeAs(Samples.all());
        for (Sample sample : Samples.all()) {
            assertThat(out.toString()).contains(sample.name() + " ", sample.shows());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sample | no sample named; valid are: worked-example, cell-loop, regression",
                "sample regresion | unknown sample \"regresion\"; valid are: worked-example, cell-loop, regression",
                "sample regression --fast | unknown option \"--fast\" of gru4j sample; valid are: --quick, --list",
                "sample regression file | regression: unknown argument \"file\"; valid are: --quick; see gru4j sample --help",
                "sample shakespeare | shakespeare: expected a text file, found none; give its path",
                "sample shakespeare a b | found \"b\""
            })
    void wrongUsageGetsOneLine(String arguments, String line) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCodes.USAGE);

        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(line);
    }

    @Test
    void whatIsWrongWithAFileFailsInOneLine(@TempDir Path folder) {
        assertThat(run("sample", "mnist-rows", folder.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("MNIST is not here");
    }

    @Test
    void aSampleRunsAndPrintsToStandardOutput() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("sample", "worked-example")).isEqualTo(ExitCodes.DONE);
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("step 5, input 5", "largest difference");
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... args) {
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
