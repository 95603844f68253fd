package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.EmbeddedDatasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what there is. */
class ReadmeTest {

    /** Maven runs the tests of a module in its folder. */
    private static final Path REPOSITORY =
            Path.of("").toAbsolutePath().getParent().getParent();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    private static final Pattern DOWNLOAD = Pattern.compile("megabytes=(\\d+)");

    private final String readme = read(REPOSITORY.resolve("README.md"));

    @Test
    void showsTheExampleThatCompilesAndRuns() {
        List<String> lines = read(Path.of("src/test/java/io/github/gru4j/cli/ReadmeExampleTest.java"))
                .lines()
                .toList();
        List<String> snippet =
                lines.subList(indexOf(lines, "// README: begin") + 1, indexOf(lines, "// README: end")).stream()
                        .map(String::strip)
                        .toList();

        assertThat(snippet).hasSizeBetween(8, 14);
        assertThat(readme.lines().map(String::strip).toList()).containsSequence(snippet);
    }

    @Test
    void linksToFilesThatExist() {
        List<String> links = LINK.matcher(readme)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.startsWith("https:"))
                .toList();

        assertThat(links).contains("docs/report.png", "LICENSE", "model-zoo/gru-layer/README.md");
        assertThat(links.stream().map(REPOSITORY::resolve)).allMatch(Files::isRegularFile);
    }

    @Test
    void namesTheDownloadsThatTheLauncherNames() {
        List<String> downloads = DOWNLOAD.matcher(read(REPOSITORY.resolve("gru4j")))
                .results()
                .map(download -> download.group(1) + " MB")
                .toList();

        assertThat(downloads).hasSize(2);
        assertThat(readme).contains(downloads);
    }

    @Test
    void namesEveryTaskAndCell() {
        assertThat(readme).contains(EmbeddedDatasets.names());
        assertThat(readme).contains(new CompareCommand.CellNames().names());
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("no line \"" + marker + "\"");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
