package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that is killed again and again ends as one that was left alone. */
class KilledComparisonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KILLS = 5;

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void killedAtAnyMomentAndStartedAgainItEndsTheSame() throws Exception {
        SmallWave.write(folder);
        long begin = System.nanoTime();
        finish(start("undisturbed"));
        long whole = System.nanoTime() - begin;
        Map<String, JsonNode> expected = records("undisturbed");
        assertThat(expected).hasSize(13 + 2);

        long seed = System.nanoTime();
        var random = new Random(seed);
        int kills = 0;
        int ends = 0;
        while (kills < KILLS) {
            String out = "disturbed-" + ends;
            Process process = start(out);
            if (process.waitFor((long) (random.nextDouble() * whole), TimeUnit.NANOSECONDS)) {
                // It was faster than its killer: what it left is compared, and there is another one.
                assertSame(out, expected, seed);
                ends++;
            } else {
                // SIGKILL: no hook, no finally.
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        finish(start("disturbed-" + ends));
        assertSame("disturbed-" + ends, expected, seed);
    }

    private void assertSame(String out, Map<String, JsonNode> expected, long seed) throws IOException {
        Map<String, JsonNode> found = records(out);
        assertThat(found.keySet()).as("seed " + seed).isEqualTo(expected.keySet());
        found.forEach(
                (id, record) -> assertThat(record).as("seed %d, %s", seed, id).isEqualTo(expected.get(id)));
        assertThat(summary(out)).as("seed " + seed).isEqualTo(summary("undisturbed"));
        assertThat(folder.resolve(out).resolve("report.html")).exists();
    }

    private Process start(String out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                Gru4j.class.getName(),
                "compare",
                "--data",
                "wave.csv"));
        command.addAll(List.of(SmallWave.OPTIONS.split(" ")));
        command.addAll(List.of("--seeds", "3", "--jobs", "2", "--match", "width,parameters", "--tune", "2"));
        command.addAll(List.of("--tune-space", "learning-rate=1e-3..1e-1:log", "--out", out));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(out + ".log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private static void finish(Process process) throws InterruptedException {
        // Whether the networks, which are tiny, beat the baseline is another matter.
        assertThat(process.waitFor()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
    }

    /** By id, without times; plans by their order. */
    private Map<String, JsonNode> records(String out) throws IOException {
        Map<String, JsonNode> records = new TreeMap<>();
        int plans = 0;
        for (String line : Files.readAllLines(folder.resolve(out).resolve("results.jsonl"))) {
            var record = (ObjectNode) JSON.readTree(line);
            if (record.has("plan")) {
                records.put("plan " + plans++, record);
                continue;
            }
            record.remove(List.of("seconds", "secondsPerEpoch", "started"));
            record.get("curve").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
            assertThat(records.put(record.get("id").asText(), record)).isNull();
        }
        return records;
    }

    private JsonNode summary(String out) throws IOException {
        JsonNode summary =
                JSON.readTree(folder.resolve(out).resolve("summary.json").toFile());
        summary.get("rows").forEach(row -> ((ObjectNode) row).remove(List.of("secondsPerEpoch", "secondsRange")));
        return summary;
    }
}
