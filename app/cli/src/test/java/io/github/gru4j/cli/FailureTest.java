package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.ModelFormatException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(new IllegalStateException("no data\n  here"), "no data here"),
                Arguments.of(new IllegalStateException("no data", new Exception("no file")), "no data: no file"),
                Arguments.of(
                        new IllegalStateException("no data: no file", new Exception("no file")), "no data: no file"),
                Arguments.of(new IllegalStateException("no data", new Exception()), "no data"),
                Arguments.of(
                        new ModelFormatException(
                                Path.of("m.h5"), "2 layers:\n  a: b\n  c\u001b: d\n  a: b", new Exception("why")),
                        "m.h5: 2 layers: a: b; c?: d"),
                Arguments.of(new NoSuchFileException("m.h5"), "m.h5: there is no such file"),
                Arguments.of(new AccessDeniedException("m.h5"), "m.h5: no permission"),
                Arguments.of(new ExceptionInInitializerError(new Exception("no backend")), "no backend"),
                Arguments.of(new StackOverflowError(), "StackOverflowError"),
                Arguments.of(new UnsatisfiedLinkError("'long size()'"), "native code is missing: 'long size()'"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void oneLineSaysWhatFailed(Throwable failure, String line) {
        assertThat(Failure.line(failure)).isEqualTo(line);
    }

    @Test
    void reportIsOneLineUnlessMoreIsAskedFor() {
        assertThat(report(false)).hasSize(1).first().asString().startsWith("gru4j: out of space (--stacktrace");
        assertThat(report(true)).hasSizeGreaterThan(2).last().asString().isEqualTo("gru4j: out of space");
    }

    private static List<String> report(boolean stacktrace) {
        var err = new StringWriter();
        assertThat(Failure.report(new OutOfMemoryError("out of space"), stacktrace, new PrintWriter(err)))
                .isEqualTo(ExitCodes.FAILED);
        return err.toString().lines().toList();
    }
}
