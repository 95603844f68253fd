package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    Path directory;

    @Test
    void recordsComeBackAsTheyWere() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        RunRecord failed = Records.run("gru", 2, Double.NaN, Double.NaN);
        write(one, failed);
        assertThat(ResultsFile.read(file())).containsExactly(one, failed);
        assertThat(file()).content().doesNotContain("NaN").contains("\"testMetric\":null");
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        RunRecord two = Records.run("lstm", 1, 0.2, 2);
        write(one);
        String before = Files.readString(file());
        write(two);
        assertThat(Files.readString(file())).startsWith(before);
        assertThat(ResultsFile.read(file())).containsExactly(one, two);
    }

    @Test
    void ignoresATornLineAndDropsItOnTheNextAppend() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        RunRecord two = Records.run("lstm", 1, 0.2, 2);
        write(one);
        String whole = Files.readString(file());
        Files.writeString(file(), "{\"format\":1,\"id\":\"abc", StandardOpenOption.APPEND);
        assertThat(ResultsFile.read(file())).containsExactly(one);
        write(two);
        assertThat(Files.readString(file())).startsWith(whole).doesNotContain("abc");
        assertThat(ResultsFile.read(file())).containsExactly(one, two);
    }

    @Test
    void leavesOutWhatItDoesNotKnow() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        write(one);
        String line = Files.readString(file());
        Files.writeString(file(), "not JSON\n" + line.replaceFirst("\\{", "{\"fromTheFuture\":{\"a\":1},"));
        assertThat(ResultsFile.read(file())).containsExactly(one);
    }

    @Test
    void readsFormat2WhoseRunsHadFewerSettings() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        write(one);
        String line = inFormat(2, Files.readString(file()))
                .replace("\"layers\":1,", "")
                .replace("\"schedule\":\"CONSTANT\",", "")
                .replace("\"optimiser\":\"ADAM\",\"momentum\":0.0,", "")
                .replace("\"clipValue\":0.0,\"dropoutKind\":\"STANDARD\",", "")
                .replace("\"dropout\":0.0,\"l2\":0.0,", "")
                .replace("\"weightDecay\":0.0,\"loss\":\"DEFAULT\",", "");
        assertThat(line)
                .doesNotContain(
                        "layers", "schedule", "dropout", "l2", "optimiser", "momentum", "clipValue", "weightDecay");
        Files.writeString(file(), line);
        assertThat(ResultsFile.read(file()))
                .singleElement()
                .extracting(RunRecord::settings)
                .isEqualTo(one.settings());
    }

    @Test
    void saysWhichFormatsItCannotReadAndKeepsThem() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        write(one);
        String line = Files.readString(file());
        String others = inFormat(1, line).replace("\"trainAvailable\":48,", "")
                + inFormat(1, line)
                + inFormat(999, line).replace("accuracy", "a metric of the future");
        Files.writeString(file(), others + line);
        RunRecord two = Records.run("lstm", 1, 0.2, 2);

        String said = errorsOf(() -> write(two));

        assertThat(said.lines())
                .hasSize(2)
                .allMatch(warning -> warning.contains(file().toString())
                        && warning.contains("this version of gru4j reads formats 2 to " + RunRecord.FORMAT));
        assertThat(said).contains("2 of its runs have format 1,", "1 of its runs have format 999,");
        assertThat(Files.readString(file())).startsWith(others + line);
        assertThat(ResultsFile.read(file())).containsExactly(one, two);
    }

    private static String inFormat(int format, String line) {
        return line.replace("\"format\":" + RunRecord.FORMAT + ",", "\"format\":" + format + ",");
    }

    private static String errorsOf(ThrowingCallable action) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThatCode(action).doesNotThrowAnyException();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void keepsTheRunOfAnInterruptedThread() throws IOException {
        RunRecord one = Records.run("gru", 1, 0.1, 2);
        try (ResultsFile results = ResultsFile.open(directory)) {
            Thread.currentThread().interrupt();
            results.append(one);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(ResultsFile.read(file())).containsExactly(one);
    }

    @Test
    void hasOneWriter() throws IOException {
        try (ResultsFile first = ResultsFile.open(directory)) {
            assertThat(first.found()).isEmpty();
            assertThatThrownBy(() -> ResultsFile.open(directory))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("another experiment is writing there");
        }
    }

    @Test
    void saysWhereAndWhyItCannotWrite() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "a file");
        for (Path out : new Path[] {occupied, occupied.resolve("below")}) {
            assertThatThrownBy(() -> ResultsFile.open(out))
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith("cannot write results to " + out)
                    .hasMessageNotContaining(System.lineSeparator());
        }
        Files.createDirectory(file());
        assertThatThrownBy(() -> ResultsFile.open(directory)).isInstanceOf(OutputException.class);
    }

    @Test
    void findsWhatIsInTheWayOfTheReport() throws IOException {
        for (String name : new String[] {Summary.NAME, OutputDirectory.REPORT}) {
            Path out = Files.createDirectories(directory.resolve("out-" + name).resolve(name))
                    .getParent();
            assertThatThrownBy(() -> ResultsFile.open(out))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining(name + " in it is a directory");
            assertThat(out.resolve(ResultsFile.NAME)).doesNotExist();
        }
    }

    private Path file() {
        return directory.resolve(ResultsFile.NAME);
    }

    private void write(RunRecord... runs) throws IOException {
        try (ResultsFile results = ResultsFile.open(directory)) {
            for (RunRecord run : runs) {
                results.append(run);
            }
        }
    }
}
