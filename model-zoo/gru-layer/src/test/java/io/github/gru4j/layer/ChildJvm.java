package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a test's program in a JVM of its own: with other jars, options or threads, or with its memory to itself. */
final class ChildJvm {

    private final Class<?> program;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String classPath = System.getProperty("java.class.path");

    /** How it ended. {@code printed} is its standard output, {@code log} what it wrote to standard error. */
    record Result(int exitCode, String printed, String log) {}

    ChildJvm(Class<?> program) {
        this.program = program;
    }

    ChildJvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A small heap that is all there from the start: what the resident memory grows by is native. */
    ChildJvm fixedHeap(int megabytes) {
        return options(
                "-Xms" + megabytes + "m",
                "-Xmx" + megabytes + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                // What the larger compiler takes comes and goes.
                "-XX:TieredStopAtLevel=1");
    }

    ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves out the jars whose file names match a pattern. */
    ChildJvm without(String jars) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().matches(jars))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Runs to its end, whatever that is. */
    Result run(String... arguments) throws IOException, InterruptedException {
        var log = Path.of("target", program.getName().replaceAll(".*[.]", "") + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), printed, Files.readString(log));
    }

    /** Runs to its end, which must be a good one, and gives what it printed. */
    String print(String... arguments) throws IOException, InterruptedException {
        var result = run(arguments);
        assertThat(result.exitCode())
                .as("exit code of %s, which printed%n%s%nand logged%n%s", program, result.printed, result.log)
                .isZero();
        return result.printed;
    }
}
