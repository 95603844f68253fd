package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that ends anywhere, as if its process had been killed there, leads to the same results. */
class TornResultsTest {

    @TempDir
    Path directory;

    private Comparison run(String out) throws Exception {
        ExperimentPlan plan = new ExperimentPlan.Builder()
                .tasks(TinyDataset.ECHO)
                .cells("gru", "lstm")
                .seeds(2)
                .settings(Map.of(TinyDataset.ECHO, Records.SETTINGS))
                .matches(List.of(Match.WIDTH, Match.PARAMETERS))
                .tuning(new Tuning(2, TuningSpace.DEFAULT))
                .jobs(2)
                .out(directory.resolve(out))
                .build();
        return new ExperimentRunner(TinyDataset.SOURCE, new ExperimentListener() {}).run(plan);
    }

    @Test
    void whereverTheFileEndsTheResultsAreTheSame() throws Exception {
        Comparison whole = run("whole");
        byte[] bytes = Files.readAllBytes(file("whole"));
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            int end = random.nextInt(bytes.length);
            String out = "torn-" + end;
            Files.createDirectory(directory.resolve(out));
            Files.write(file(out), Arrays.copyOf(bytes, end));
            assertSame(whole, run(out), "seed " + seed + ", the file ends after " + end + " bytes");
            assertThat(Files.readAllLines(file(out)))
                    .as("seed " + seed)
                    .hasSameSizeAs(Files.readAllLines(file("whole")));
        }
    }

    private Path file(String out) {
        return directory.resolve(out).resolve(ResultsFile.NAME);
    }

    private void assertSame(Comparison expected, Comparison actual, String what) throws IOException {
        assertThat(actual.plan()).as(what).isEqualTo(expected.plan());
        List<RunRecord> runs = actual.runs();
        assertThat(runs).as(what).hasSameSizeAs(expected.runs());
        for (int i = 0; i < runs.size(); i++) {
            List<FieldComparison> differing = FieldComparison.of(expected.runs().get(i), runs.get(i)).stream()
                    .filter(field -> field.verdict() == FieldComparison.Verdict.DIFFERS)
                    .toList();
            assertThat(differing).as(what).isEmpty();
        }
        List<String> ids = ResultsFile.read(file("whole")).stream()
                .map(RunRecord::id)
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void whatAKilledProcessLeftOfAReportIsSweptAway() throws Exception {
        Path out = Files.createDirectory(directory.resolve("left"));
        Path old = Files.writeString(out.resolve(".report.html.123.tmp"), "half");
        Path mine = Files.writeString(out.resolve(".mine.tmp"), "whole");
        Path fresh = Files.writeString(out.resolve(".summary.json.123.tmp"), "being written");
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofMinutes(2)));
        Files.setLastModifiedTime(old, before);
        Files.setLastModifiedTime(mine, before);
        ResultsFile.open(out).close();
        assertThat(old).doesNotExist();
        assertThat(mine).exists();
        assertThat(fresh).exists();
    }
}
