package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed and resumed ends with the weights of one that was left alone, bit for bit. */
class KilledTrainingTest {

    /** Two layers and dropout, so that random numbers are drawn all the time. */
    private static final List<String> TRAINING = List.of(
            ("train --data wave.csv --target height --window 8 --hidden 6 --layers 2 --dropout 0.2 --epochs 40 --patience 40"
                            + " --batch 16 --learning-rate 1e-2 --checkpoint-every 0")
                    .split(" "));

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void data() throws IOException {
        SmallWave.write(folder);
    }

    @Test
    void killedOnceItGoesOn() throws Exception {
        goesOnAfter(1);
    }

    @Test
    @Tag("slow")
    void killedAtFiveMomentsItGoesOn() throws Exception {
        goesOnAfter(5);
    }

    private void goesOnAfter(int kills) throws Exception {
        finish(start("undisturbed.zip"));
        ModelBundle expected = ModelBundle.load(folder.resolve("undisturbed.zip"));

        Path checkpoint = folder.resolve("killed.zip.checkpoint");
        for (int kill = 0; kill < kills; kill++) {
            Process process = start("killed.zip");
            long before = Files.exists(checkpoint)
                    ? Files.getLastModifiedTime(checkpoint).toMillis()
                    : 0;
            while (process.isAlive()
                    && (!Files.exists(checkpoint)
                            || Files.getLastModifiedTime(checkpoint).toMillis() == before)) {
                Thread.sleep(5);
            }
            // It has gone on, and is somewhere in an epoch, or writes its checkpoint.
            Thread.sleep(random.nextInt(250));
            assertThat(process.isAlive())
                    .as("seed %d: too fast to be killed", seed)
                    .isTrue();
            // SIGKILL: no hook, no finally.
            process.destroyForcibly().waitFor();
            assertThat(folder.resolve("killed.zip")).doesNotExist();
        }
        finish(start("killed.zip"));

        ModelBundle found = ModelBundle.load(folder.resolve("killed.zip"));
        assertThat(found.network().params().toFloatVector())
                .as("seed " + seed)
                .containsExactly(expected.network().params().toFloatVector());
        assertThat(withoutTimes(found)).isEqualTo(withoutTimes(expected));
        assertThat(found.record().testMetric()).isEqualTo(expected.record().testMetric());
        assertThat(found.record().stopped()).isEqualTo(expected.record().stopped());
        assertThat(checkpoint).doesNotExist();
    }

    private static List<EpochRecord> withoutTimes(ModelBundle bundle) {
        return bundle.record().curve().stream()
                .map(epoch -> new EpochRecord(
                        epoch.epoch(),
                        epoch.examples(),
                        0,
                        epoch.trainLoss(),
                        epoch.validationLoss(),
                        epoch.validationMetric(),
                        epoch.testMetric()))
                .toList();
    }

    private Process start(String out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                Gru4j.class.getName()));
        command.addAll(TRAINING);
        command.addAll(List.of("--resume", "--out", out));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(out + ".log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private void finish(Process process) throws Exception {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCodes.DONE);
    }
}
