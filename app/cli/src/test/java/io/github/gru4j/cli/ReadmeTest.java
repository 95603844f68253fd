package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.EmbeddedDatasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

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
        assertThat(readme).contains(EmbeddedDatasets.namesAndForms());
        assertThat(readme).contains(new CompareCommand.CellNames().names());
    }

    @Test
    void theTableOfOptionsNamesEveryOptionOfDataAndTraining() {
        String page = read(Path.of("README.md"));
        List<String> options = Stream.of(
                        DataOptions.General.class,
                        FileArguments.class,
                        TextArguments.class,
                        SeriesArguments.class,
                        SequenceArguments.class,
                        ImageArguments.class,
                        TrainingOptions.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Option.class))
                .map(field -> field.getAnnotation(Option.class).names()[0])
                .toList();

        assertThat(options).hasSizeGreaterThan(60);
        assertThat(page)
                .contains(options.stream().map(option -> "`" + option + "`").toList());
    }

    /** The kinds of a row of the table are those of its options. */
    @Test
    void theTableOfOptionsHasTheKindsOfTheCode() {
        List<String> rows = read(Path.of("README.md")).lines().toList();
        for (Class<?> group : List.of(
                FileArguments.class,
                TextArguments.class,
                SeriesArguments.class,
                SequenceArguments.class,
                ImageArguments.class)) {
            for (Field field : group.getDeclaredFields()) {
                if (field.isAnnotationPresent(Option.class)) {
                    String option = field.getAnnotation(Option.class).names()[0];
                    ForKinds kinds = field.getAnnotation(ForKinds.class);
                    String row = rows.stream()
                            .filter(line -> line.startsWith("| `--") && line.contains("`" + option + "`"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(kindsOf(row))
                            .as(option)
                            .containsExactlyInAnyOrder(kinds == null ? DataKind.values() : kinds.value());
                }
            }
        }
    }

    private static List<DataKind> kindsOf(String row) {
        DataKind[] columns = {
            DataKind.TEXT, DataKind.WORDS, DataKind.LANGUAGE_MODEL, DataKind.SERIES, DataKind.SEQUENCES, DataKind.IMAGES
        };
        String[] cells = row.split("\\|", -1);
        return IntStream.range(0, columns.length)
                .filter(i -> cells[i + 2].strip().equals("x"))
                .mapToObj(i -> columns[i])
                .toList();
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
