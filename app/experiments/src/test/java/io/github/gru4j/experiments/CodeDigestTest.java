package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTest {

    private static final String TRAINING = "io/github/gru4j/experiments/Training.class";
    private static final String REPORT = "io/github/gru4j/experiments/report/Page.class";

    @TempDir
    Path directory;

    @Test
    void isKnownHere() {
        assertThat(CodeDigest.value()).matches("[0-9a-f]{64}");
    }

    @Test
    void changesWithAClass() throws IOException {
        Path folder = folder("a", TRAINING, "one");
        String before = CodeDigest.of(List.of(folder));
        Files.writeString(folder.resolve(TRAINING), "two");
        assertThat(CodeDigest.of(List.of(folder))).isNotEqualTo(before);
    }

    @Test
    void isTheSameForAJarAndAFolderInAnyOrder() throws IOException {
        Path one = folder("a", TRAINING, "one");
        Path two = folder("b", "io/github/gru4j/layer/GRU.class", "two");
        Path jar = directory.resolve("a.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath(TRAINING).getParent());
            Files.writeString(zip.getPath(TRAINING), "one");
            Files.writeString(zip.getPath("MANIFEST.MF"), "not a class");
        }
        assertThat(CodeDigest.of(List.of(two, jar))).isEqualTo(CodeDigest.of(List.of(one, two)));
    }

    @Test
    void leavesOutTheReportAndOtherPeoplesClasses() throws IOException {
        Path folder = folder("a", TRAINING, "one");
        String before = CodeDigest.of(List.of(folder));
        folder("a", REPORT, "page");
        folder("a", "org/example/Other.class", "other");
        assertThat(CodeDigest.of(List.of(folder))).isEqualTo(before);
    }

    private Path folder(String name, String file, String content) throws IOException {
        Path folder = directory.resolve(name);
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content);
        return folder;
    }
}
