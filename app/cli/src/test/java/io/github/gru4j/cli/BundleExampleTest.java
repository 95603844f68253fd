package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program that uses a model: compiled and run in a process and a folder that never saw the training data. */
class BundleExampleTest {

    private static final Pattern PROGRAM =
            Pattern.compile("```java\\R((?:import [^\\n]*\\R)+\\Rclass Names .*?)```", Pattern.DOTALL);

    /** Lines that do something, as against imports, blank ones, and braces that close. */
    private static final int MOST_LINES = 10;

    @Test
    void theProgramOfTheReadmeUsesAModel(@TempDir Path folder) throws IOException, InterruptedException {
        String readme = Files.readString(
                Path.of("").toAbsolutePath().getParent().getParent().resolve("README.md"));
        Matcher program = PROGRAM.matcher(readme);
        assertThat(program.find()).isTrue();
        String source = program.group(1);
        assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.isBlank()))
                .hasSizeLessThanOrEqualTo(MOST_LINES);
        Path home = Files.createDirectories(folder.resolve("home"));
        train(folder.resolve("data"), home.resolve("names.zip"));
        Files.writeString(home.resolve("Names.java"), source);

        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "Names.java",
                        "annana",
                        "otto")
                .directory(home.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said.lines()).hasSize(2);
        assertThat(said.lines().toList().get(0)).startsWith("annana: German, ");
        assertThat(said.lines().toList().get(1)).startsWith("otto: Italian, ");
    }

    /** Names of a's and of o's. The data are gone before the model is used. */
    private static void train(Path data, Path model) throws IOException {
        Files.createDirectories(data);
        write(data.resolve("German.txt"), "an");
        write(data.resolve("Italian.txt"), "ot");
        var gru4j = new ModelCommands();
        int exit =
                gru4j.run((Object[]) ("train --kind text --hidden 8 --epochs 8 --batch 16 --learning-rate 3e-2 --data "
                                + data + " --out " + model)
                        .split(" "));
        assertThat(exit).as(gru4j.err()).isEqualTo(ExitCodes.DONE);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, String letters) throws IOException {
        List<String> names = IntStream.range(2, 80)
                .mapToObj(i -> Integer.toBinaryString(i)
                        .replace('0', letters.charAt(0))
                        .replace('1', letters.charAt(1)))
                .toList();
        Files.write(file, names);
    }
}
