package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
