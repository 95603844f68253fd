package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.ResultsFile;
import io.github.gru4j.experiments.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every run of the embedded suite is trained again and comes out the same. By itself it trains the suite for one epoch with one seed;
 * {@code -Dgru4j.comparison=DIR} takes all runs of a folder instead, an absolute path.
 */
class SuiteReproductionTest {

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void everyRunComesOutTheSame() throws IOException {
        Path directory = directory();
        List<String> different = new ArrayList<>();
        for (RunRecord run : ResultsFile.read(directory.resolve(ResultsFile.NAME))) {
            var out = new StringWriter();
            int code = run(out, "repro", directory.toString(), "--run", run.id());
            List<String> lines = out.toString().lines().toList();
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            System.out.printf("%s %s seed %d: %s%n", run.task().name(), run.cell(), run.seed(), last);
            if (code != ExitCodes.DONE) {
                different.add(run.id() + ": " + last);
            }
        }
        assertThat(different).isEmpty();
    }

    private Path directory() throws IOException {
        String given = System.getProperty("gru4j.comparison");
        if (given != null) {
            return Path.of(given);
        }
        Path suite = folder.resolve("suite.yaml");
        try (InputStream in = Suite.class.getResourceAsStream("suites/embedded.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(suite, text.replaceAll("epochs: \\d+", "epochs: 1"));
        }
        Path directory = folder.resolve("comparison");
        var out = new StringWriter();
        int code = run(out, "compare", "--suite", suite.toString(), "--seeds", "1", "--out", directory.toString());
        // After one epoch a cell need not beat the naive baseline.
        assertThat(code).as(out.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        return directory;
    }

    private static int run(StringWriter out, String... arguments) {
        var writer = new PrintWriter(out);
        return Gru4j.run(writer, writer, arguments);
    }
}
