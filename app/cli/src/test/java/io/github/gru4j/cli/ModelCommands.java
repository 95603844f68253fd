package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command and keeps what it said; and the files to run it on, which {@code make_gru.py} made. */
final class ModelCommands {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Path fixture(String name) {
        try {
            return Path.of(ModelCommands.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Gru4j.run(
                new PrintWriter(out),
                new PrintWriter(err),
                List.of(args).stream().map(Object::toString).toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Fails with one line that says this, and writes nothing. */
    void fails(int code, String line, Path target, Object... args) throws IOException {
        boolean there = Files.exists(target);
        String before = there && Files.isRegularFile(target) ? Files.readString(target) : "";
        assertThat(run(args)).as(err()).isEqualTo(code);
        assertThat(err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("gru4j: ")
                .contains(line)
                .doesNotContain("\tat ");
        assertThat(Files.exists(target)).isEqualTo(there);
        if (there && Files.isRegularFile(target)) {
            assertThat(target).hasContent(before);
        }
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
            }
        }
    }
}
